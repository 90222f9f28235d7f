"""What browsers call themselves, as their makers send it."""

from __future__ import annotations

import pytest

from accounts.browsers import Browser, browser_of

WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
BLINK = "AppleWebKit/537.36 (KHTML, like Gecko)"
WINDOWS = "(Windows NT 10.0; Win64; x64)"
IPHONE = "(iPhone; CPU iPhone OS 18_1 like Mac OS X)"
IPAD = "(iPad; CPU OS 18_1 like Mac OS X)"
MAC = "(Macintosh; Intel Mac OS X 10_15_7)"
CHROME = "Chrome/142.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("header", "name", "system"),
    [
        ("(X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox", "Linux"),
        (f"{WINDOWS[:-1]}; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox", "Windows"),
        ("(Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox", "Android"),
        (f"{IPHONE} {WEBKIT} FxiOS/145.0 Mobile/15E148 Safari/605.1.15", "Firefox", "iPhone"),
        (f"{WINDOWS} {BLINK} {CHROME}", "Chrome", "Windows"),
        (f"{WINDOWS} {BLINK} {CHROME} Edg/142.0.0.0", "Edge", "Windows"),
        (f"(X11; Linux x86_64) {BLINK} {CHROME} OPR/120.0", "Opera", "Linux"),
        (f"(X11; CrOS x86_64 14541.0.0) {BLINK} {CHROME}", "Chrome", "ChromeOS"),
        (
            f"(Linux; Android 15) {BLINK} SamsungBrowser/28.0 {CHROME}",
            "Samsung Internet",
            "Android",
        ),
        (f"{MAC} {WEBKIT} Version/18.1 Safari/605.1.15", "Safari", "Mac"),
        (f"{IPAD} {WEBKIT} Version/18.1 Mobile/15E148 Safari/604.1", "Safari", "iPad"),
    ],
)
def test_known_ones(header: str, name: str, system: str) -> None:
    assert browser_of(f"Mozilla/5.0 {header}") == Browser(name, system)


@pytest.mark.parametrize("header", ["", "curl/8.14", "\x00", "<script>", "x" * 100_000])
def test_others_have_no_name(header: str) -> None:
    assert browser_of(header) == Browser("", "")


def test_only_the_beginning_is_read() -> None:
    assert browser_of("x" * 400 + "Firefox/1 Linux") == Browser()
