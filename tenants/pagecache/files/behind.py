"""A process's pages on their way to files: a thread writes, so that no reader waits for a disk.

Whatever goes wrong is noted once and costs nothing but speed: Django serves the page.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from collections import OrderedDict
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tenants.pagecache.asked import Asked
from tenants.pagecache.files.place import Place
from tenants.pagecache.files.writer import Writer
from tenants.pagecache.page import Page

logger = logging.getLogger(__name__)

WAITING = 500  # pages; what comes when so many wait is offered again by the next reader
QUIET_SECONDS = 5.0  # after a failure
AGAIN_SECONDS = 5.0  # before the same page is looked at again
REMEMBERED = 20_000


class Behind:
    """Writes what is offered, where PAGE_FILES_ROOT names a folder; else it does nothing."""

    def __init__(self) -> None:
        root = settings.PAGE_FILES_ROOT
        self.writer = Writer(Place(Path(root))) if root else None
        self._queue: queue.Queue[tuple[Writer, Asked, Page]] = queue.Queue(WAITING)
        self._offered: OrderedDict[Asked, tuple[tuple[UUID, int], float]] = OrderedDict()
        self._lock = threading.Lock()
        self._pid = 0
        self._quiet_until = 0.0

    def offer(self, asked: Asked, page: Page) -> None:
        """Have `page` written, if it can be a file and is none yet. Never waits, never raises."""
        if self.writer is None or asked.query or not self._is_new(asked, page):
            return
        self._start_once()
        try:
            self._queue.put_nowait((self.writer, asked, page))
        except queue.Full:
            self._offered.pop(asked, None)

    def wait(self) -> None:
        """Until all that was offered is written, or given up."""
        self._queue.join()

    def _is_new(self, asked: Asked, page: Page) -> bool:
        now, version = time.monotonic(), (page.tenant_id, page.version)
        with self._lock:
            before, at = self._offered.get(asked, (None, 0.0))
            if before == version and now - at < AGAIN_SECONDS:
                return False
            self._offered[asked] = version, now
            self._offered.move_to_end(asked)
            while len(self._offered) > REMEMBERED:
                self._offered.popitem(last=False)
        return True

    def _start_once(self) -> None:
        if self._pid == os.getpid():
            return
        with self._lock:
            if self._pid != os.getpid():
                self._pid = os.getpid()
                threading.Thread(target=self._write_forever, name="page files", daemon=True).start()

    def _write_forever(self) -> None:
        while True:
            writer, asked, page = self._queue.get()
            try:
                if time.monotonic() >= self._quiet_until:
                    writer.write(asked, page)
                    self._quiet_until = 0.0
            except Exception as error:  # a full disk, no folder: readers get the page all the same
                self._hush(error)
            finally:
                self._queue.task_done()

    def _hush(self, error: Exception) -> None:
        if not self._quiet_until:  # once an outage
            logger.warning("Could not write a page as a file; Django serves it: %s", error)
        self._quiet_until = time.monotonic() + QUIET_SECONDS
