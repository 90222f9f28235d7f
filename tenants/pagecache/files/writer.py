"""One page becomes a file, where there is room for it. Raises OSError as the disk does."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tenants.pagecache.asked import Asked
from tenants.pagecache.files.name import MARK, beginning_of, name_of
from tenants.pagecache.files.place import Place, Site
from tenants.pagecache.page import Page

LATE_SECONDS = 60.0  # a keeper that has not looked round for so long is none
SHARES = 8  # processes that may fill what room there is, each its part, between two looks
SUFFIXES = {"br": ".br", "gzip": ".gz"}
BLOCK = 4096
OPEN = 0o755  # the proxy is another user


class Writer:
    """Writes into one folder."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._looked_at, self._room = 0.0, 0

    def write(self, asked: Asked, page: Page) -> bool:
        """Write `page`; says whether it did."""
        beginning, name = beginning_of(asked), name_of(asked, page)
        if beginning is None or name is None or not page.is_true(page.version, time.time()):
            return False
        site = Site.of(asked.host, page)
        home = self.place.root / site.path
        if any(home.glob(f"{beginning}{MARK},*.html")) or not self._has_room(_on_disk(page)):
            return False
        if not home.is_dir():
            self._begin(site)
        path = home / f"{beginning}{name}"
        _make_folder(path.parent, self.place.root)
        self._write(path, page)
        return True

    def _begin(self, site: Site) -> None:
        """Announced first: what is there and was not told of would be found by nobody."""
        self.place.announce(site)
        _make_folder(self.place.root / site.path, self.place.root)

    def _write(self, path: Path, page: Page) -> None:
        for coding, body in page.bodies.items():
            if coding:
                beside = path.with_name(path.name + SUFFIXES[coding])
                self.place.put(beside, body, changed_at=page.made_at)
        # Last, since the proxy begins by looking for it.
        self.place.put(path, page.bodies[""], changed_at=page.made_at)

    def _has_room(self, size: int) -> bool:
        """Whether `size` bytes fit into this process's part of what the keeper found free."""
        try:
            looked_at = os.stat(self.place.root / "room").st_mtime
            if looked_at != self._looked_at:
                self._room = int((self.place.root / "room").read_text()) // SHARES
                self._looked_at = looked_at
        except FileNotFoundError:
            return False
        self._room -= size
        return self._room >= 0 and time.time() - looked_at < LATE_SECONDS


def _make_folder(path: Path, root: Path) -> None:
    """With its parents up to `root`, which is the keeper's; open to the proxy."""
    if path == root or path.is_dir():
        return
    _make_folder(path.parent, root)
    path.mkdir(exist_ok=True)
    path.chmod(OPEN)


def _on_disk(page: Page) -> int:
    """About how many bytes the page's files and their folder take."""
    return BLOCK + sum(-(-len(body) // BLOCK) * BLOCK for body in page.bodies.values())
