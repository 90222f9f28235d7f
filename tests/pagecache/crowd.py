"""One process of a crowd that asks for a cold page at once; what it saw goes out as JSON.

Its arguments: PROCESSES THREADS MODE KEY, and if wished how many seconds Redis keeps pages. MODE
says how Django behaves: keep, refuse (a page that is not kept), raise, or die.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from django.conf import settings

RENDER_SECONDS = 0.4


class OneBlog:
    """A directory that knows one blog and asks nobody."""

    is_away = False

    def known(self, host: str) -> tuple[Any, float]:
        from tenants.http import TenantRef

        return TenantRef(UUID(int=1), "t_x", "Alice", "ready", host, host, 1), 0.0

    def lookup(self, host: str) -> Any:
        return self.known(host)[0]


def application(mode: str, key: str, redis: Any) -> Any:
    def render(_environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        from tenants.pagecache.stamp import HEADER, Stamp

        number = redis.incr(key)
        time.sleep(RENDER_SECONDS)
        if mode == "raise":
            raise RuntimeError
        if mode == "die" and number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        stamp = [] if mode == "refuse" else [(HEADER, Stamp(UUID(int=1), 1, None).text())]
        start("200 OK", [("Content-Type", "text/html; charset=utf-8"), *stamp])
        return [b"a page"]

    return render


def main() -> None:
    """Ask with so many threads at once, when all processes are there."""
    processes, threads, mode, key, *kept = sys.argv[1:]
    if kept:
        settings.PAGE_CACHE_REDIS_SECONDS = int(kept[0])
    join(int(processes), int(threads), mode, key)


def join(processes: int, threads: int, mode: str, key: str) -> None:
    from redis import Redis

    from tenants.pagecache.front import PageCache
    from tests.pagecache.conftest import Reader

    redis = Redis.from_url(settings.REDIS_URL)
    cache = PageCache(application(mode, key, redis), OneBlog())  # type: ignore[arg-type]
    reader = Reader(cache, f"{key}.inkstead.localhost")
    redis.incr(f"{key}-ready")
    while int(redis.get(f"{key}-ready") or 0) < processes:
        time.sleep(0.01)

    def ask(_number: int) -> str:
        try:
            return reader.get("/").body.decode()
        except RuntimeError:
            return "raised"

    began = time.monotonic()
    with ThreadPoolExecutor(threads) as pool:
        bodies = list(pool.map(ask, range(threads)))
    json.dump({"bodies": bodies, "seconds": time.monotonic() - began}, sys.stdout)
