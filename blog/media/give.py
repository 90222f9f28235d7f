"""Give readers the bytes of a picture, whatever its storage does, and holding nothing meanwhile.

A folder answers at once. A bucket may be slow or away, and whoever asks waits for as long as its
client does. So only some threads of a process wait for it at a time; after one that waited in vain
everybody is told at once for some seconds, and then one alone tries whether it is back. Pages that
need no picture find a thread all the while.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from blog.media import storage

if TYPE_CHECKING:
    from uuid import UUID

logger = logging.getLogger(__name__)

AT_ONCE = 4  # threads of a process that ask; half of those there are, as deploy/start says
TURN_SECONDS = 2.0  # to wait for one's turn
SLOW_SECONDS = 1.0  # a failure that took longer is the storage's, and not one file's
QUIET_SECONDS = 5.0  # then nobody asks the storage again so soon


class StoreAway(Exception):
    """The storage does not answer, or not as a storage does."""


class Door:
    """Who of a process may ask the storage now."""

    def __init__(self) -> None:
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._trying = threading.Lock()
        self._quiet_until = 0.0
        self._in_doubt = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Ask within it. Raises StoreAway at once while there is no hope, else in TURN_SECONDS."""
        self._must_hope()
        if not self._in_doubt:
            if not self._turns.acquire(timeout=TURN_SECONDS):
                raise StoreAway("Others wait for it.")
            try:
                self._must_hope()  # those before may have waited in vain
                yield
            finally:
                self._turns.release()
        elif self._trying.acquire(blocking=False):
            try:
                yield
            finally:
                self._trying.release()
        else:
            raise StoreAway("Somebody tries whether it is back.")

    def answered(self) -> None:
        """It is there."""
        self._in_doubt = False

    def failed(self, seconds: float) -> None:
        """It was asked in vain for so long."""
        if seconds > SLOW_SECONDS:
            self._in_doubt = True
            self._quiet_until = time.monotonic() + QUIET_SECONDS

    def _must_hope(self) -> None:
        if time.monotonic() < self._quiet_until:
            raise StoreAway("It did not answer just now.")


door = Door()


def give(tenant_id: UUID, key: str, name: str) -> bytes:
    """The bytes of a blog's file `key/name`, outside any transaction.

    Whole, so that a storage that stops in the middle is never half a picture that browsers keep.
    Raises FileNotFoundError, StoreAway.
    """
    with door.turn():
        begun = time.monotonic()
        try:
            found = storage.read_of(tenant_id, key, name)
        except FileNotFoundError:
            door.answered()
            raise
        except Exception as error:  # each kind of storage has errors of its own
            door.failed(time.monotonic() - begun)
            logger.warning("The storage did not give %s/%s: %s", key, name, error)
            raise StoreAway(str(error)) from error
        door.answered()
        return found
