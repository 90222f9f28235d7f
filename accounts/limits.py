"""How often one address may try something; counted in Postgres: losing Redis opens no door."""

from __future__ import annotations

import time
from collections.abc import Iterator

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

APP = "allauth.account"  # whose ACCOUNT_RATE_LIMITS hold the numbers


def may_try(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Count one try of `action` (a key of ACCOUNT_RATE_LIMITS); False when it is one too many.

    `key` names what the rates "per key" are counted for.

    Strict: tries at one moment wait for each other, and those that waited a second are refused.
    """
    usage = ratelimit.consume(request, app=APP, action=action, key=key, limit_get=True)
    return usage is not None


def is_open(request: HttpRequest, action: str) -> bool:
    """Whether one more `action` may be done; counts nothing.

    For deeds that count once they are done (`count`). Neither waits for anybody, so of many at
    one moment some slip through: good for what is a burden, not for what is a secret.
    """
    return all(allowed for _key, _seconds, allowed, _history in _counters(request, action))


def count(request: HttpRequest, action: str) -> None:
    """Count one `action` that was done."""
    for key, seconds, _allowed, history in _counters(request, action):
        cache.set(key, [time.time(), *history], seconds)


def _counters(request: HttpRequest, action: str) -> Iterator[tuple[str, float, bool, list[float]]]:
    """Per rate of `action`: its key, its seconds, whether there is room, what was counted."""
    for rate in ratelimit.get_rates(app=APP, action=action):
        key = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate)
        counted: list[float] = cache.get(key, [])
        allowed, history = ratelimit.apply_rate(counted, time.time(), rate, dry_run=True)
        yield key, rate.duration, allowed, history


def too_many(request: HttpRequest) -> HttpResponse:
    """The page for one too many: 429."""
    response: HttpResponse = ratelimit.respond_429(request)
    return response
