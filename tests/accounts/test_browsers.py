"""What browsers call themselves, as their makers send it."""

from __future__ import annotations

import pytest

from accounts.browsers import Browser, browser_of

MOZILLA = "Mozilla/5.0 "
KHTML = "AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("header", "name", "system"),
    [
        ("(X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox", "Linux"),
        ("(Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox", "Windows"),
        ("(Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox", "Android"),
        (
            "(iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 FxiOS/145.0 Mobile Safari/605.1.15",
            "Firefox", "iPhone",
        ),
        (f"(Windows NT 10.0) {KHTML}Chrome/142.0.0.0 Safari/537.36", "Chrome", "Windows"),
        (f"(Windows NT 10.0) {KHTML}Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge", "Windows"),
        (f"(X11; Linux x86_64) {KHTML}Chrome/142.0.0.0 Safari/537.36 OPR/120.0", "Opera", "Linux"),
        (f"(X11; CrOS x86_64 14541.0.0) {KHTML}Chrome/142.0.0.0 Safari/537.36", "Chrome", "ChromeOS"),
        (
            f"(Linux; Android 15) {KHTML}SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
            "Samsung Internet", "Android",
        ),
        (
            "(Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
            "Safari", "Mac",
        ),
        (
            "(iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile Safari/604.1",
            "Safari", "iPad",
        ),
    ],
)  # fmt: skip
def test_known_ones(header: str, name: str, system: str) -> None:
    assert browser_of(MOZILLA + header) == Browser(name, system)


@pytest.mark.parametrize("header", ["", "curl/8.14", "\x00", "<script>", "x" * 100_000])
def test_others_have_no_name(header: str) -> None:
    assert browser_of(header) == Browser("", "")


def test_only_the_beginning_is_read() -> None:
    assert browser_of("x" * 400 + "Firefox/1 Linux") == Browser()
