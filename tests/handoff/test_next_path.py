"""Where `next` may lead: to a path on the same host, or nowhere."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.next_path import safe_path

HERE = "http://alice.inkstead.localhost:8000/login/"

GOOD = [
    "/",
    "/studio/posts/",
    "/studio/posts/new/?first=1",
    "/blog/?page=2#top",
    "/blog/%C3%A9t%C3%A9/",
    "/blog/été/",
    "/@evil.example/",
    "/a/http://evil.example/",
    "/?next=//evil.example/",
    "/?u=https://evil.example/..//",
    "/.well-known/x",
    "/a/...",
    "/blog/100%/",
]
BAD = [
    "",
    None,
    "studio/posts/",
    "?next=/",
    "#top",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/studio\\..\\..\\evil",
    "http://evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HtTpS://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "user@evil.example",
    "http://alice.inkstead.localhost:8000@evil.example/",
    "//alice.inkstead.localhost:8000@evil.example/",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nLocation: //evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "/\x00/evil.example",
    "/\x7f",
    "/\u2028/evil.example",
    "/\u200b/evil.example",
    "/\ud800",
    "/%2f/evil.example",
    "/%2Fevil.example",
    "/%252f/evil.example",
    "/%25252fevil.example",
    "/%5cevil.example",
    "/%5C%5Cevil.example",
    "/%09/evil.example",
    "/%0d%0aLocation:%20//evil.example",
    "/%00",
    "/./evil",
    "/.//evil.example",
    "/..//evil.example",
    "/a/..//evil.example",
    "/%2e%2e//evil.example",
    "/%2e%2e%2f/evil.example",
    "/" + "x" * 2000,
]


@pytest.mark.parametrize("path", GOOD)
def test_a_path_of_this_host_is_kept_as_it_is(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize("path", BAD)
def test_what_might_lead_elsewhere_is_dropped(path: str | None) -> None:
    assert safe_path(path) is None


@settings(deadline=None)
@given(st.text(alphabet="/\\.:@%2fFeE5cC0x \t\nhtps?#evil", max_size=30))
def test_whatever_is_kept_stays_on_the_host(path: str) -> None:
    kept = safe_path(path)
    if kept is not None:
        there = urlsplit(urljoin(HERE, kept))
        assert (there.scheme, there.netloc) == urlsplit(HERE)[:2]
        assert not kept.startswith(("//", "/\\"))
