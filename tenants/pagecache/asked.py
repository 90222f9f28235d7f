"""Pure: which kept page a request asks for, if any."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

from tenants.hosts import InvalidHost, Kind, parse

PAGE = re.compile(r"page=[1-9][0-9]{0,3}")  # the one question that pages for everybody answer
LONGEST_PATH = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """A page by the host as it was verified, the path in bytes' latin-1 and the query."""

    host: str
    path: str
    query: str


def asked(environ: dict[str, Any]) -> Asked | None:
    """What this WSGI request asks for; None when its answer is not for everybody.

    Whoever carries a session cookie, sends anything but GET and HEAD, asks with another query, or
    comes to a host that is no blog's goes past the cache.
    """
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    if settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", ""):
        return None
    if "HTTP_AUTHORIZATION" in environ or "HTTP_RANGE" in environ:
        return None
    query, path = environ.get("QUERY_STRING", ""), environ.get("PATH_INFO", "")
    if (query and not PAGE.fullmatch(query)) or len(path) > LONGEST_PATH:
        return None
    host = blog_host(environ.get("HTTP_HOST", ""))
    return Asked(host, path, query) if host else None


@lru_cache(maxsize=20_000)
def blog_host(raw: str) -> str:
    """The normalised host of a blog, whether there is one or not; empty for any other host."""
    try:
        match = parse(raw, platform_host=settings.PLATFORM_HOST, blogs_domain=settings.BLOGS_DOMAIN)
    except InvalidHost:
        return ""
    return match.host if match.kind in {Kind.BLOG, Kind.FOREIGN} else ""
