"""The pages one process keeps, bounded in bytes; the least lately asked for go first."""

from __future__ import annotations

import threading
from collections import OrderedDict

from tenants.pagecache.asked import Asked
from tenants.pagecache.page import Page


class Shelf:
    """Kept pages by what was asked for. Every thread of the process uses the one shelf."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._pages: OrderedDict[Asked, Page] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, asked: Asked) -> Page | None:
        """The page, true or not."""
        with self._lock:
            page = self._pages.get(asked)
            if page is not None:
                self._pages.move_to_end(asked)
            return page

    def put(self, asked: Asked, page: Page) -> None:
        """Keep `page` in place of what was there; one larger than an eighth of all is not kept."""
        if page.size > self.most_bytes // 8:
            return
        with self._lock:
            self._drop(asked)
            self._pages[asked] = page
            self.bytes += page.size
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._pages)))

    def _drop(self, asked: Asked) -> None:
        page = self._pages.pop(asked, None)
        if page is not None:
            self.bytes -= page.size
