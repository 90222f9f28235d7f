"""One render a page: of many who ask at once the first renders, the others wait for it."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from tenants.pagecache.asked import Asked

WAIT_SECONDS = 5.0  # then a reader renders for themselves
UNKEPT = 10_000  # pages that were not to be kept last time, and are not waited for
UNKEPT_SECONDS = 60.0


class Flights:
    """Who is rendering what, in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._going: dict[Asked, threading.Event] = {}
        self._unkept: OrderedDict[Asked, float] = OrderedDict()

    @contextmanager
    def first(self, asked: Asked) -> Iterator[bool]:
        """True for the one who renders. The others get False once that one is done."""
        with self._lock:
            done = self._going.get(asked)
            if done is None and not self._is_unkept(asked):
                self._going[asked] = threading.Event()
                leads = True
            else:
                leads = False
        if not leads:
            if done is not None:
                done.wait(WAIT_SECONDS)
            yield False
            return
        try:
            yield True
        finally:
            with self._lock:
                self._going.pop(asked).set()

    def note_unkept(self, asked: Asked) -> None:
        """The page was not one to keep: let nobody wait for it for a minute."""
        with self._lock:
            self._unkept[asked] = time.monotonic() + UNKEPT_SECONDS
            self._unkept.move_to_end(asked)
            while len(self._unkept) > UNKEPT:
                self._unkept.popitem(last=False)

    def _is_unkept(self, asked: Asked) -> bool:
        until = self._unkept.get(asked)
        if until is not None and until < time.monotonic():
            del self._unkept[asked]
            return False
        return until is not None
