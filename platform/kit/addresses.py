"""Addresses by the names of their patterns, each put together once a process."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import get_urlconf, reverse

MOST = 20_000  # some megabytes


def address(name: str, *args: str | int) -> str:
    """Like `reverse` of a site at the root of its hosts; raises NoReverseMatch as it does."""
    return _address(get_urlconf() or settings.ROOT_URLCONF, name, args)


def platform_address(name: str) -> str:
    """The same for a page of the platform's own host, wherever it is asked."""
    return _address(settings.PUBLIC_SCHEMA_URLCONF, name, ())


@lru_cache(maxsize=MOST)
def _address(urlconf: str, name: str, args: tuple[str | int, ...]) -> str:
    return reverse(name, urlconf, args)
