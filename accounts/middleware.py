"""Cookies that may be believed, the session that belongs to this host, and whose words it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol, cast
from uuid import UUID

from django.conf import settings
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from accounts.browsers import browser_of
from accounts.sessions import SessionStore
from kit.spoken import nearest

type Handler = Callable[[HttpRequest], HttpResponse]

TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")  # RFC 6265, 4.1.1; RFC 9110, 5.6.2


class CookieFilterMiddleware:
    """Drops cookies that a neighbouring subdomain may have set to be taken for ours.

    Browsers keep `__Host-` names for the host itself, but let anybody set U+2000 + `__Host-…`,
    and Python strips that space when it parses the header. Two cookies of one name cannot be told
    apart either, so of a protected name that comes twice no copy counts.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.protected = frozenset({settings.SESSION_COOKIE_NAME, settings.HANDOFF_COOKIE_NAME})

    def __call__(self, request: HttpRequest) -> HttpResponse:
        header = request.META.get("HTTP_COOKIE")
        if header:
            request.META["HTTP_COOKIE"] = filter_cookies(header, protected=self.protected)
            request.__dict__.pop("COOKIES", None)  # in case somebody parsed them already
        return self.get_response(request)


def filter_cookies(header: str, *, protected: frozenset[str]) -> str:
    """Return the Cookie header without what cannot be believed.

    `header` is as WSGI hands it over, bytes as latin-1 text. A pair stays when its name is a plain
    token and it is not one of several copies of a name in `protected`.
    """
    pairs = [pair.strip(" \t") for pair in header.split(";")]
    named = [(pair.partition("=")[0], pair) for pair in pairs if "=" in pair]
    plain = [(name, pair) for name, pair in named if TOKEN.fullmatch(name)]
    copies = Counter(name for name, _pair in plain)
    return "; ".join(pair for name, pair in plain if not (name in protected and copies[name] > 1))


class _Match(Protocol):
    host: str


class _Tenant(Protocol):
    id: UUID


class _Placed(Protocol):
    """A request that the host middleware has seen."""

    COOKIES: dict[str, str]
    host: _Match
    tenant: _Tenant | None
    session: SessionStore


class SessionMiddleware(sessions.SessionMiddleware):
    """Django's, with sessions that are good on their own host and for their own blog alone."""

    def process_request(self, request: Any) -> None:
        placed = cast(_Placed, request)
        placed.session = SessionStore(
            placed.COOKIES.get(settings.SESSION_COOKIE_NAME),
            host=placed.host.host,
            tenant_id=placed.tenant.id if placed.tenant else None,
            browser=browser_of(request.headers.get("User-Agent", "")),
        )

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Django's, but a cookie without a session is deleted only by whoever ended the session.

        A request that was on its way while another one signed the browser in still carries the
        old cookie; its answer comes late, and would delete the new one.
        """
        session = cast(_Placed, request).session if hasattr(request, "session") else None
        if session is not None and session.is_empty() and not session.modified:
            if session.accessed:
                patch_vary_headers(response, ("Cookie",))
            return response
        return super().process_response(request, response)


class LanguageMiddleware:
    """The words of a page: the person's own choice, else the cookie's, else the browser's.

    A view that speaks a language of its own, as a blog does to its readers, says so in
    `Content-Language`; its answer is then the same for everybody, and varies with no header.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if not response.has_header("Content-Language"):
            response["Content-Language"] = language
            patch_vary_headers(response, ("Accept-Language",))
        return response


def language_of(request: HttpRequest) -> str:
    """One of the product's languages."""
    return _chosen(request) or translation.get_language_from_request(request)


def readers_language_of(request: HttpRequest) -> str:
    """The same among all that readers' pages are told in; English where the browser knows none."""
    chosen = _chosen(request) or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES):
        return chosen
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    near = (nearest(code) for code, _weight in asked)
    return next((code for code in near if code), settings.LANGUAGE_CODE)


def to_readers(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What `make` renders, in the reader's language: for a host without a blog's own."""
    language = readers_language_of(request)
    with translation.override(language):
        response = make()
    response["Content-Language"] = language
    patch_vary_headers(response, ("Accept-Language",))
    return response


def _chosen(request: HttpRequest) -> str | None:
    """What the person who is signed in wants to read, if they said so."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        chosen = request.user.language
        return chosen if chosen in dict(settings.LANGUAGES) else None
    return None
