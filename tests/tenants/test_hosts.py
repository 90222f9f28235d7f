"""hosts.parse is pure; every shape of Host header has a row here."""

import pytest

from tenants.hosts import InvalidHost, Kind, parse

LONG = "a" * 63


def ask(raw: str) -> tuple[Kind, str, str]:
    match = parse(raw, platform_host="inkstead.localhost", blogs_domain="inkstead.localhost")
    return match.kind, match.host, match.label


@pytest.mark.parametrize(
    ("raw", "kind", "host", "label"),
    [
        ("inkstead.localhost", Kind.PLATFORM, "inkstead.localhost", ""),
        ("inkstead.localhost:8000", Kind.PLATFORM, "inkstead.localhost", ""),
        ("INKSTEAD.LocalHost:8000", Kind.PLATFORM, "inkstead.localhost", ""),
        ("inkstead.localhost.", Kind.PLATFORM, "inkstead.localhost", ""),
        ("inkstead.localhost.:8000", Kind.PLATFORM, "inkstead.localhost", ""),
        ("www.inkstead.localhost", Kind.REDIRECT, "www.inkstead.localhost", ""),
        ("localhost:8000", Kind.REDIRECT, "localhost", ""),
        ("127.0.0.1:8000", Kind.REDIRECT, "127.0.0.1", ""),
        ("[::1]:8000", Kind.REDIRECT, "::1", ""),
        ("alice.inkstead.localhost", Kind.BLOG, "alice.inkstead.localhost", "alice"),
        ("Alice.Inkstead.localhost:443", Kind.BLOG, "alice.inkstead.localhost", "alice"),
        ("alice.inkstead.localhost.", Kind.BLOG, "alice.inkstead.localhost", "alice"),
        (f"{LONG}.inkstead.localhost", Kind.BLOG, f"{LONG}.inkstead.localhost", LONG),
        (
            "xn--bcher-kva.inkstead.localhost",
            Kind.BLOG,
            "xn--bcher-kva.inkstead.localhost",
            "xn--bcher-kva",
        ),
        (
            "alice.inkstead.localhost.evil.com",
            Kind.FOREIGN,
            "alice.inkstead.localhost.evil.com",
            "",
        ),
        ("eviliinkstead.localhost", Kind.FOREIGN, "eviliinkstead.localhost", ""),
        ("evilinkstead.localhost", Kind.FOREIGN, "evilinkstead.localhost", ""),
        ("blog.example.com", Kind.FOREIGN, "blog.example.com", ""),
        ("192.0.2.7", Kind.FOREIGN, "192.0.2.7", ""),
        ("[2001:db8::1]", Kind.FOREIGN, "2001:db8::1", ""),
    ],
)
def test_a_well_formed_host_has_a_kind(raw: str, kind: Kind, host: str, label: str) -> None:
    assert ask(raw) == (kind, host, label)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        ".",
        ":8000",
        "inkstead.localhost:",
        "inkstead.localhost:http",
        "inkstead.localhost:65536",
        "inkstead.localhost:80:80",
        "inkstead.localhost..",
        ".inkstead.localhost",
        "a..inkstead.localhost",
        "a.b.inkstead.localhost",
        "user@inkstead.localhost",
        "user:pass@inkstead.localhost",
        "-alice.inkstead.localhost",
        "alice-.inkstead.localhost",
        "al_ice.inkstead.localhost",
        "al ice.inkstead.localhost",
        "alice.inkstead.localhost/x",
        "alice.inkstead.localhost\x00",
        "alice.inkstead.localhost, evil.com",
        "älice.inkstead.localhost",
        "аlice.inkstead.localhost",  # a Cyrillic a
        f"{LONG}a.inkstead.localhost",
        "[::1",
        "[::1]x",
        "[::g]",
        "::1",
        "a." * 127 + "b",
    ],
)
def test_a_malformed_host_is_refused(raw: str) -> None:
    with pytest.raises(InvalidHost) as caught:
        ask(raw)
    assert caught.value.reason


def test_blogs_may_live_on_a_domain_of_their_own() -> None:
    match = parse("alice.example.page", platform_host="example.com", blogs_domain="example.page")
    assert (match.kind, match.label) == (Kind.BLOG, "alice")
    match = parse("alice.example.com", platform_host="example.com", blogs_domain="example.page")
    assert match.kind is Kind.FOREIGN
    match = parse("example.page", platform_host="example.com", blogs_domain="example.page")
    assert match.kind is Kind.REDIRECT
