"""The WSGI layer in front of Django: what was rendered once is not rendered again.

A page is looked up by verified host and path and compared with the blog's content version, which
the process knows from `tenants.directory`: a hit asks neither Postgres nor Redis.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from tenants.directory import Directory, directory
from tenants.house.now import house
from tenants.http import TenantRef
from tenants.models import State
from tenants.pagecache.asked import Asked, asked
from tenants.pagecache.files.behind import Behind
from tenants.pagecache.flights import Flights
from tenants.pagecache.hits import HIT, MISS, STALE, Hits
from tenants.pagecache.page import Headers, Page, page_of
from tenants.pagecache.shared import SharedShelf
from tenants.pagecache.shelf import Shelf
from tenants.pagecache.stamp import HEADER, Stamp
from tenants.pagecache.turns import Turns

type StartResponse = Callable[..., Any]
type Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

STALE_SECONDS = 600.0  # so long a page is shown while the database is away


class PageCache:
    """Answers for Django where it can."""

    def __init__(self, application: Application, hosts: Directory = directory) -> None:
        self.application = application
        self.hosts = hosts
        self.shelf = Shelf(settings.PAGE_CACHE_BYTES)
        self.shared = SharedShelf()
        self.hits = Hits(self.shared)
        self.flights = Flights()
        self.turns = Turns(self.shared)
        self.files = Behind()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        house.begin()
        wanted = asked(environ) if self.shelf.most_bytes and not house.is_closed else None
        if wanted is None:
            return self.application(environ, _unstamped(start_response))
        found = self._find(wanted)
        if found is not None:
            return _give(environ, start_response, *found)
        with self.flights.first(wanted) as leads:
            if leads:
                return self._render_in_turn(wanted, environ, start_response)
            found = self._find(wanted)
            if found is not None:
                return _give(environ, start_response, *found)
            return self._render(wanted, environ, start_response)[0]

    def _render_in_turn(
        self, wanted: Asked, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Render it, unless another process does so now: then wait for that one's."""
        token, found = self.turns.wait(wanted, lambda: self._find_anew(wanted))
        shared = found is not None
        try:
            if found is not None:
                return _give(environ, start_response, *found)
            body, shared = self._render(wanted, environ, start_response)
            return body
        finally:
            self.turns.end(wanted, token, shared=shared)

    def _find_anew(self, wanted: Asked) -> tuple[Page, str] | None:
        """What another process rendered, of whose version this one may not have heard."""
        try:
            self.hosts.lookup(wanted.host)
        except DatabaseError:
            return None  # Django says what there is to say
        return self._find(wanted)

    def _find(self, wanted: Asked) -> tuple[Page, str] | None:
        """A page that may be shown now, and how it came to be."""
        ref, unsure_for = self.hosts.known(wanted.host)
        if ref is None or ref.state != State.READY:
            return None
        page = self.shelf.get(wanted)
        if page is not None and page.tenant_id != ref.id:
            page = None  # of the blog that had this host before; versions are alike by chance
        if unsure_for:
            return self._stale(page, ref, unsure_for)
        if page is None or page.version != ref.version:
            page = self.shared.get(ref.id, ref.version, wanted) or page
            if page is not None and page.version == ref.version:
                self.shelf.put(wanted, page)
        if page is None or not page.is_true(ref.version, time.time()):
            return None
        self.hits.note(ref.id, HIT)
        self.files.offer(wanted, page)
        return page, "hit"

    def _stale(
        self, page: Page | None, ref: TenantRef, unsure_for: float
    ) -> tuple[Page, str] | None:
        """The last that was known to be true, while the database cannot be asked."""
        if page is None or page.version != ref.version or unsure_for > STALE_SECONDS:
            return None
        if not self.hosts.is_away:
            return None
        self.hits.note(ref.id, STALE)
        return page, "hit; detail=database-away"

    def _render(
        self, wanted: Asked, environ: dict[str, Any], start_response: StartResponse
    ) -> tuple[Iterable[bytes], bool]:
        """Let Django answer; keep the page if the view said so and nothing in it is personal.

        Returns the body, and whether other processes find the page now.
        """
        begun: list[tuple[str, Headers, Any]] = []

        def begin(status: str, headers: Headers, exc_info: Any = None) -> None:
            begun[:] = [(status, headers, exc_info)]

        # A page is rendered whole for whoever asks for its head, and once for all codings.
        method = environ["REQUEST_METHOD"]
        body = self.application({**environ, "REQUEST_METHOD": "GET"}, begin)
        status, headers, exc_info = begun[0]
        stamp = _stamp(status, headers)
        if stamp is None:
            self.flights.note_unkept(wanted)
            start_response(status, _without_stamp(headers), exc_info)
            return (body if method == "GET" else _closed(body)), False
        page = page_of(stamp, headers, _whole(body))
        self.shelf.put(wanted, page)
        shared = self.shared.put(page, wanted)
        self.files.offer(wanted, page)
        self.hits.note(page.tenant_id, MISS)
        return _give(environ, start_response, page, "fwd=miss; stored"), shared


def _give(
    environ: dict[str, Any], start_response: StartResponse, page: Page, said: str
) -> list[bytes]:
    status, headers, body = page.answer(environ, said)
    start_response(status, headers)
    return [body]


def _stamp(status: str, headers: Headers) -> Stamp | None:
    """What allows the answer to be kept; None when anything speaks against it."""
    names = {name.lower(): value for name, value in headers}
    text = names.get(HEADER.lower())
    if text is None or not status.startswith("200 ") or "set-cookie" in names:
        return None
    return Stamp.read(text)


def _unstamped(start_response: StartResponse) -> StartResponse:
    """For an answer that goes out as it is: how long it holds tells when the next post comes."""

    def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
        return start_response(status, _without_stamp(headers), exc_info)

    return start


def _without_stamp(headers: Headers) -> Headers:
    return [pair for pair in headers if pair[0].lower() != HEADER.lower()]


def _whole(body: Iterable[bytes]) -> bytes:
    """All of a body; closing it ends Django's request."""
    try:
        return b"".join(body)
    finally:
        _close(body)


def _closed(body: Iterable[bytes]) -> list[bytes]:
    _close(body)
    return []


def _close(body: Iterable[bytes]) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()
