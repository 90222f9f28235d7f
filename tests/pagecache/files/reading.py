"""Asking for a page, and looking whether it is a file."""

from __future__ import annotations

import time
from pathlib import Path

from tenants.pagecache.asked import Asked
from tenants.pagecache.files.keeper import Keeper
from tenants.pagecache.files.name import MARK, beginning_of
from tests.pagecache.conftest import Reader

POST = "/blog/ferry/"


def read(reader: Reader, path: str = POST, **headers: str) -> None:
    """Ask for a page, and wait until it is a file if it is to be one."""
    reader.get(path, **headers)
    reader.cache.files.wait()


def found(keeper: Keeper, host: str, path: str = POST) -> Path | None:
    """The file that the proxy finds now, as the Caddyfile looks for it."""
    pages = keeper.place.root / "lease" / str(int(time.time())) / host
    files = sorted(pages.glob(f"{beginning_of(Asked(host, path, ''))}{MARK},*.html"))
    return files[0] if files else None
