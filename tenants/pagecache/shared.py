"""The copy in Redis that all processes share. Losing it makes pages slower, never wrong."""

from __future__ import annotations

import json
import logging
import time
from datetime import timedelta
from itertools import batched
from typing import Any
from uuid import UUID

from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from tenants.pagecache.asked import Asked
from tenants.pagecache.page import Page
from tenants.pagecache.release import release

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.2
QUIET_SECONDS = 5.0  # after a failure nobody asks again so soon
KINDS = ("hit", "miss", "stale")  # as tenants.pagecache.hits counts them
DAYS = "inkstead:pages:*"
KEEP_COUNTS = timedelta(days=14)
LARGEST = 512 * 1024  # bytes; larger pages stay in the process that made them


class SharedShelf:
    """Pages by blog, content version, release and address, for a while.

    The versions are part of the key, so nothing is ever deleted and nothing stale is ever found.
    """

    def __init__(self) -> None:
        self._redis: Any = None
        self._quiet_until = 0.0

    def get(self, tenant_id: UUID, version: int, asked: Asked) -> Page | None:
        """The page of that very version, or None, also when Redis does not answer."""
        raw = self.ask("get", _key(tenant_id, version, asked))
        return _unpacked(raw) if raw else None

    def put(self, page: Page, asked: Asked) -> bool:
        """Share `page` for as long as it is true, at most for settings.PAGE_CACHE_REDIS_SECONDS.

        Says whether it is shared now.
        """
        seconds = float(settings.PAGE_CACHE_REDIS_SECONDS)
        if page.until is not None:
            seconds = min(seconds, page.until - time.time())
        if page.size > LARGEST or seconds < 1:
            return False
        key = _key(page.tenant_id, page.version, asked)
        return bool(self.ask("set", key, _packed(page), ex=int(seconds)))

    def count(self, day: str, counts: dict[str, int]) -> bool:
        """Add `counts` to that day's; False when Redis does not answer."""
        if not counts or self.is_quiet:
            return not counts
        try:
            pipe = self._client().pipeline(transaction=False)
            for field, number in counts.items():
                pipe.hincrby(f"inkstead:pages:{day}", field, number)
            pipe.expire(f"inkstead:pages:{day}", KEEP_COUNTS)
            pipe.execute()
        except RedisError as error:
            self._hush(error)
            return False
        return True

    def counted(self, day: str) -> dict[str, int]:
        """That day's counts; empty when Redis does not answer."""
        raw = self.ask("hgetall", f"inkstead:pages:{day}") or {}
        return {field.decode(): int(number) for field, number in raw.items()}

    def forget(self, tenant_id: UUID) -> None:
        """Delete a blog's pages and counts, as when it is gone for good. Raises RedisError."""
        client = self._client()
        for keys in batched(client.scan_iter(_all_of(tenant_id), count=1000), 500):
            client.delete(*keys)
        for day in client.scan_iter(DAYS):
            client.hdel(day, *(f"{tenant_id} {kind}" for kind in KINDS))

    def knows(self, tenant_id: UUID) -> int:
        """How many pages and counts of a blog there are. Raises RedisError."""
        client = self._client()
        pages = sum(1 for _ in client.scan_iter(_all_of(tenant_id), count=1000))
        counts = [
            client.hexists(day, f"{tenant_id} {kind}")
            for day in client.scan_iter(DAYS)
            for kind in KINDS
        ]
        return pages + sum(map(int, counts))

    def _client(self) -> Any:
        if self._redis is None:
            self._redis = Redis.from_url(
                settings.REDIS_URL,
                socket_timeout=PATIENCE_SECONDS,
                socket_connect_timeout=PATIENCE_SECONDS,
                retry=Retry(NoBackoff(), 0),
            )
        return self._redis

    def ask(self, command: str, *args: Any, **options: Any) -> Any:
        """One command of Redis; None when it does not answer, or did not just now."""
        if self.is_quiet:
            return None
        try:
            answer = getattr(self._client(), command)(*args, **options)
        except RedisError as error:
            self._hush(error)
            return None
        self._quiet_until = 0.0
        return answer

    @property
    def is_quiet(self) -> bool:
        """Whether nobody asks Redis now."""
        return not settings.PAGE_CACHE_REDIS_SECONDS or time.monotonic() < self._quiet_until

    def _hush(self, error: Exception) -> None:
        if not self._quiet_until:  # once an outage
            logger.warning("Redis did not take or give a page: %s", error)
        self._quiet_until = time.monotonic() + QUIET_SECONDS


def _all_of(tenant_id: UUID) -> str:
    return f"inkstead:page:{tenant_id}:*"


def _key(tenant_id: UUID, version: int, asked: Asked) -> str:
    of = f"{version}:{release()}"
    return f"inkstead:page:{tenant_id}:{of}:{asked.host}{asked.path}?{asked.query}"


def _packed(page: Page) -> bytes:
    """A line of JSON, then the bodies one after another."""
    head = {
        "tenant": str(page.tenant_id),
        "version": page.version,
        "until": page.until,
        "headers": page.headers,
        "tag": page.tag,
        "made_at": page.made_at,
        "bodies": {coding: len(body) for coding, body in page.bodies.items()},
    }
    return b"\n".join([json.dumps(head).encode(), b"".join(page.bodies.values())])


def _unpacked(raw: bytes) -> Page | None:
    """The page again; None for anything that is not one, as another release may have left."""
    line, _, rest = raw.partition(b"\n")
    try:
        head = json.loads(line)
        bodies, start = {}, 0
        for coding, length in head["bodies"].items():
            bodies[coding] = rest[start : start + length]
            start += length
        headers = [(name, value) for name, value in head["headers"]]
        return Page(
            UUID(head["tenant"]), head["version"], head["until"], headers, bodies, head["tag"],
            head["made_at"],
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return None
