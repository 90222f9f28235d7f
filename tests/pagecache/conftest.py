"""Alice's blog behind the page cache, asked over WSGI as the web server does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from accounts.models import User
from tenants.models import Tenant
from tenants.pagecache import hits
from tenants.pagecache.front import PageCache
from tests.conftest import MakeBlog


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def was_kept(self) -> bool:
        """Whether Django was not asked."""
        return "; hit" in self.headers.get("Cache-Status", "")

    @property
    def may_be_kept(self) -> bool:
        """Whether the cache had anything to do with it."""
        return "Cache-Status" in self.headers


@dataclass
class Reader:
    """Asks one blog through `cache`."""

    cache: PageCache
    host: str
    renders: list[str] = field(default_factory=list)  # the paths that reached Django

    def get(self, path: str = "/", *, method: str = "GET", **headers: str) -> Answer:
        """Ask for `path`, which may have a query; `headers` by their WSGI names without HTTP_."""
        where, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method, "PATH_INFO": where, "QUERY_STRING": query,
            "HTTP_HOST": self.host, "wsgi.input": BytesIO(),
        }  # fmt: skip
        environ |= {f"HTTP_{name}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        begun: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            begun[:] = [int(status.split()[0]), dict(headers)]

        body = self.cache(environ, start)
        text = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return Answer(begun[0], begun[1], text)


type MakeReader = Callable[[], Reader]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The test's transaction survives the end of a request, as with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def counted_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread of an earlier test hands its counts over in the middle of another."""
    monkeypatch.setattr(hits, "FLUSH_SECONDS", 3600.0)


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    """Alice's blog."""
    return make_blog("alice", owner=alice, name="Marginalia")


@pytest.fixture
def make_reader(tenant: Tenant) -> MakeReader:
    """`make_reader() -> Reader` on Alice's blog, behind a cache of its own, like a process."""

    def make() -> Reader:
        django, renders = WSGIHandler(), []

        def application(environ: dict[str, Any], start: Any) -> Any:
            renders.append(environ["PATH_INFO"])
            return django(environ, start)

        host = tenant.domains.get(is_primary=True).domain
        return Reader(PageCache(application), host, renders)

    return make


@pytest.fixture
def reader(make_reader: MakeReader) -> Reader:
    """Somebody signed out."""
    return make_reader()
