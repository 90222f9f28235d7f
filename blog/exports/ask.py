"""Ask a blog for its own pages, as a reader would, without a network."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlsplit

from django.conf import settings

type Application = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: `location` is where a redirect leads, else empty."""

    status: int
    content_type: str
    location: str
    body: bytes


def ask(application: Application, host: str, target: str) -> Found:
    """GET `target` (a path, perhaps with a query) from `host` through the WSGI `application`."""
    parts = urlsplit(target)
    begun: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        begun[:] = [int(status.split()[0]), {name.lower(): value for name, value in headers}]

    answer = application(_environ(host, parts.path, parts.query), start)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    status, headers = begun
    return Found(status, headers.get("content-type", ""), headers.get("location", ""), body)


def _environ(host: str, path: str, query: str) -> dict[str, Any]:
    secure = settings.PUBLIC_SCHEME == "https"
    port = settings.PUBLIC_PORT
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(quote(path, safe="/%")).decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": f"{host}:{port}" if port else host,
        "HTTP_X_FORWARDED_PROTO": settings.PUBLIC_SCHEME,
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or (443 if secure else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": settings.PUBLIC_SCHEME,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
