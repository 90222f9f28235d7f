"""Take away what nobody finds any more, and the least read of the rest when it is too much."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tenants.pagecache.files.place import Place

YOUNG_SECONDS = 60.0  # what is younger may be on its way
FULL_TO = 0.8  # of what may lie there, once something had to go


@dataclass(frozen=True, slots=True)
class Kept:
    """A page's folder: the bytes it takes on the disk, and when somebody last read from it."""

    folder: str
    bytes: int
    read_at: float


def sweep(place: Place, most_bytes: int) -> int:
    """Tidy up and write down how much room is left; returns the bytes that lie there."""
    _take_old_sites(place)
    _take_old_files(place.root / "aside")
    pages = list(_pages(place.root / "kept"))
    used = sum(page.bytes for page in pages)
    if used > most_bytes * FULL_TO:
        used = _take_least_read(pages, used, int(most_bytes * FULL_TO))
    place.put(place.root / "room", str(max(0, most_bytes - used)).encode())
    return used


def _take_old_sites(place: Place) -> None:
    """All that is not linked, but what may be about to be."""
    linked = set(place.live().values())
    old = time.time() - YOUNG_SECONDS
    for site in place.root.glob("kept/*/*/*"):
        name = str(site.relative_to(place.root))
        with suppress(FileNotFoundError):
            if name not in linked and site.stat().st_mtime < old:
                shutil.rmtree(site, ignore_errors=True)
    for depth in ("kept/*/*", "kept/*"):
        for folder in place.root.glob(depth):
            with suppress(OSError):  # it holds something
                folder.rmdir()


def _take_old_files(folder: Path) -> None:
    """What somebody who died was writing."""
    old = time.time() - YOUNG_SECONDS
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if path.lstat().st_mtime < old:
                path.unlink()


def _take_least_read(pages: list[Kept], used: int, wanted: int) -> int:
    for page in sorted(pages, key=lambda one: one.read_at):
        if used <= wanted:
            break
        take_page(Path(page.folder))
        used -= page.bytes
    return used


def take_page(folder: Path) -> None:
    """Remove a page: first what the proxy looks for, so that it never finds a part."""
    with suppress(OSError):
        files = [path for path in folder.iterdir() if path.is_file()]
        for path in sorted(files, key=lambda one: one.suffix != ".html"):
            path.unlink(missing_ok=True)
        folder.rmdir()


def _pages(folder: Path) -> Iterator[Kept]:
    """Every page below `folder`; folders that vanish meanwhile are left out."""
    for where, _folders, names in os.walk(folder):
        stats = [stat for name in names if (stat := _stat(f"{where}/{name}"))]
        if stats:
            used = sum(stat.st_blocks for stat in stats) * 512 + 4096
            yield Kept(where, used, max(stat.st_atime for stat in stats))


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None
