"""What may be a blog's domain, and how it is written."""

from __future__ import annotations

import pytest

from tenants.domains.names import (
    BadDomain,
    Problem,
    checked_domain,
    is_apex,
    name_at_provider,
    registrable,
    shown,
)

OURS = {"inkstead.page", "app.inkstead.page", "edge.inkstead.net"}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("blog.example.com", "blog.example.com"),
        ("  Blog.Example.COM.  ", "blog.example.com"),
        ("example.co.uk", "example.co.uk"),
        ("https://blog.example.com/2019/05/?a=b#c", "blog.example.com"),
        ("http://blog.example.com:8080", "blog.example.com"),
        ("blog.example.com/", "blog.example.com"),
        ("Bücher.example.com", "xn--bcher-kva.example.com"),
        ("xn--bcher-kva.example.com", "xn--bcher-kva.example.com"),
        ("straße.de", "xn--strae-oqa.de"),
        ("例え。jp", "xn--r8jz45g.jp"),
        ("ｂｌｏｇ.example.com", "blog.example.com"),
        ("mysite.github.io", "mysite.github.io"),
        ("inkstead.page.example.com", "inkstead.page.example.com"),
        ("notinkstead.page", "notinkstead.page"),
    ],
)  # fmt: skip
def test_what_was_meant(typed: str, name: str) -> None:
    assert checked_domain(typed, ours=OURS) == name


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", Problem.EMPTY),
        ("   ", Problem.EMPTY),
        ("https://", Problem.EMPTY),
        ("blog example.com", Problem.MALFORMED),
        ("blog..example.com", Problem.MALFORMED),
        ("-blog.example.com", Problem.MALFORMED),
        ("blog_1.example.com", Problem.MALFORMED),
        ("*.example.com", Problem.MALFORMED),
        ("me@example.com", Problem.MALFORMED),
        ("ftp://example.com", Problem.MALFORMED),
        ("xn--a.example.com", Problem.MALFORMED),
        ("xn--bücher.example.com", Problem.MALFORMED),
        ("blog.example.com\0", Problem.MALFORMED),
        ("blog\u202eexample.com", Problem.MALFORMED),
        ("[::1", Problem.MALFORMED),
        (f"{'a' * 64}.example.com", Problem.MALFORMED),
        (".".join(["a" * 60] * 4) + ".com", Problem.TOO_LONG),
        ("203.0.113.5", Problem.ADDRESS),
        ("[2001:db8::1]", Problem.ADDRESS),
        ("127.1", Problem.ADDRESS),
        ("1.2.3.0x7f", Problem.ADDRESS),
        ("localhost", Problem.SPECIAL),
        ("alice.localhost", Problem.SPECIAL),
        ("printer.local", Problem.SPECIAL),
        ("a.example", Problem.SPECIAL),
        ("4.3.2.1.in-addr.arpa", Problem.SPECIAL),
        ("hidden.onion", Problem.SPECIAL),
        ("blog", Problem.ONE_LABEL),
        ("com", Problem.ONE_LABEL),
        ("co.uk", Problem.SUFFIX),
        ("github.io", Problem.SUFFIX),
        ("blog.nosuchending", Problem.UNKNOWN),
        ("inkstead.page", Problem.OURS),
        ("alice.inkstead.page", Problem.OURS),
        ("deep.alice.inkstead.page", Problem.OURS),
        ("inkstead.net", Problem.OURS),  # what is above one of ours
        ("edge.inkstead.net", Problem.OURS),
        ("INKSTEAD.page.", Problem.OURS),
    ],
)  # fmt: skip
def test_what_is_refused(typed: str, problem: Problem) -> None:
    with pytest.raises(BadDomain) as caught:
        checked_domain(typed, ours=OURS)
    assert caught.value.problem == problem
    assert "%(" not in str(caught.value)


@pytest.mark.parametrize(
    ("domain", "letters"),
    [
        ("xn--bcher-kva.example.com", "bücher.example.com"),
        ("xn--r8jz45g.jp", "例え.jp"),
        ("xn--80ak6aa92e.com", "аррӏе.com"),  # whole Cyrillic: shown, and its twin beside it
        ("xn--pple-43d.com", "xn--pple-43d.com"),  # one Cyrillic letter among Latin ones
        ("blog.example.com", "blog.example.com"),
    ],
)
def test_it_is_shown_in_letters_of_one_script(domain: str, letters: str) -> None:
    assert shown(domain) == letters


def test_what_somebody_registered() -> None:
    assert registrable("a.b.example.co.uk") == "example.co.uk"
    assert is_apex("example.com")
    assert is_apex("mysite.github.io")
    assert not is_apex("www.example.com")


def test_what_a_providers_form_wants() -> None:
    assert name_at_provider("_inkstead.blog.example.com", "blog.example.com") == "_inkstead.blog"
    assert name_at_provider("example.com", "example.com") == "@"
    assert name_at_provider("_inkstead.example.com", "example.com") == "_inkstead"
