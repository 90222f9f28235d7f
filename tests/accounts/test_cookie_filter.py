"""Cookies that a neighbouring subdomain may have set."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from accounts.middleware import CookieFilterMiddleware, filter_cookies
from accounts.models import User
from tests.conftest import BlogClient

OURS = "__Host-inkstead"
PROTECTED = frozenset({OURS})


def wsgi(text: str) -> str:
    """As a server hands UTF-8 bytes over (PEP 3333)."""
    return text.encode().decode("latin-1")


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("a=1", "a=1"),
        ("a=1; b=2", "a=1; b=2"),
        (f"{OURS}=good", f"{OURS}=good"),
        (f"{OURS}=good; {OURS}=evil", ""),
        (f"{OURS}=evil; x=1; {OURS}=good; y=2", "x=1; y=2"),
        (f"{OURS}=1;{OURS}=2;{OURS}=3", ""),
        (f"{OURS}=good; \u2000{OURS}=evil", f"{OURS}=good"),
        (f"\u2000{OURS}=evil", ""),
        (f"\u3000{OURS}=evil; {OURS}=good", f"{OURS}=good"),
        (f"\xa0{OURS}=evil", ""),
        (f"\x85{OURS}=evil", ""),
        (f"\x1f{OURS}=evil", ""),
        (f"{OURS}\u2000=evil", ""),
        (f"{OURS} =evil", ""),
        (f'"{OURS}"=evil', ""),
        (f"\t {OURS}=good \t", f"{OURS}=good"),
        (f"{OURS}", ""),
        ("=nameless", ""),
        (f"={OURS}=evil", ""),
        ("a=1; a=2", "a=1; a=2"),
        (f"{OURS.lower()}=other", f"{OURS.lower()}=other"),
        ("", ""),
        (";;;", ""),
        ("a=b=c", "a=b=c"),
        ("a=", "a="),
    ],
)
def test_only_plain_names_that_come_once_are_believed(header: str, kept: str) -> None:
    assert filter_cookies(wsgi(header), protected=PROTECTED) == wsgi(kept)


def test_django_alone_would_take_a_tossed_cookie_for_ours() -> None:
    request = RequestFactory().get("/", headers={"cookie": wsgi(f"\u2000{OURS}=evil")})
    assert request.COOKIES == {OURS: "evil"}


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, settings.HANDOFF_COOKIE_NAME])
def test_the_request_is_parsed_from_what_was_kept(name: str) -> None:
    seen: dict[str, str] = {}

    def view(request: HttpRequest) -> HttpResponse:
        seen.update(request.COOKIES)
        return HttpResponse()

    header = wsgi(f"{name}=one; \u2000{name}=two; plain=3; {name}=four")
    request = RequestFactory().get("/", headers={"cookie": header})
    request.COOKIES  # noqa: B018  # somebody was too early
    CookieFilterMiddleware(view)(request)
    assert seen == {"plain": "3"}


@pytest.mark.django_db
def test_a_doubled_session_cookie_is_no_session(platform_client: BlogClient, alice: User) -> None:
    client: Client = platform_client(alice)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    single = f"{settings.SESSION_COOKIE_NAME}={key}"
    client.cookies.clear()
    assert client.get("/blogs/", headers={"cookie": single}).status_code == 200
    assert client.get("/blogs/", headers={"cookie": f"{single}; {single}"}).status_code == 302
