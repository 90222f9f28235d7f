"""How often one address may try something; counted in Postgres: losing Redis opens no door.

Searches alone are counted in the process (`wait_to_search`): they are dear, and no secret.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Iterator
from functools import cache as once

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from kit.pace import Pace

APP = "allauth.account"  # whose ACCOUNT_RATE_LIMITS hold the numbers
NETWORK_BITS = {4: 24, 6: 64}  # what one household or one small provider has
ADDRESS_BITS = {4: 32, 6: 64}  # what one line has


def may_try(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Count one try of `action` (a key of ACCOUNT_RATE_LIMITS); False when it is one too many.

    `key` names what the rates "per key" are counted for.

    Strict: tries at one moment wait for each other, and those that waited a second are refused.
    """
    usage = ratelimit.consume(request, app=APP, action=action, key=key, limit_get=True)
    return usage is not None


def network_of(request: HttpRequest) -> str:
    """The network that the request comes from: /24 of IPv4, /64 of IPv6.

    By the address before the trusted proxies, so no header that a client makes up changes it.
    """
    return _network_of(request, NETWORK_BITS)


def wait_to_search(request: HttpRequest, place: str) -> float:
    """Count one search of this address at `place`; above 0.0 the seconds until it may ask again."""
    most, seconds = settings.SEARCH_PACE
    return _pace(most, seconds).wait_for((place, _network_of(request, ADDRESS_BITS)))


@once
def _pace(most: int, seconds: float) -> Pace:
    return Pace(most, seconds)


def _network_of(request: HttpRequest, bits: dict[int, int]) -> str:
    ip = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network((ip, bits[ip.version]), strict=False))


def is_open(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Whether one more `action` may be done; counts nothing.

    For deeds that count once they are done (`count`). Neither waits for anybody, so of many at
    one moment some slip through: good for what is a burden, not for what is a secret.
    """
    return all(allowed for _key, _seconds, allowed, _history in _counters(request, action, key))


def count(request: HttpRequest, action: str, *, key: str | None = None) -> None:
    """Count one `action` that was done."""
    for counter, seconds, _allowed, history in _counters(request, action, key):
        cache.set(counter, [time.time(), *history], seconds)


def _counters(
    request: HttpRequest, action: str, key: str | None
) -> Iterator[tuple[str, float, bool, list[float]]]:
    """Per rate of `action`: its counter, its seconds, whether there is room, what was counted."""
    for rate in ratelimit.get_rates(app=APP, action=action):
        counter = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
        counted: list[float] = cache.get(counter, [])
        allowed, history = ratelimit.apply_rate(counted, time.time(), rate, dry_run=True)
        yield counter, rate.duration, allowed, history


def too_many(request: HttpRequest) -> HttpResponse:
    """The page for one too many: 429."""
    response: HttpResponse = ratelimit.respond_429(request)
    return response
