"""The benchmarks' browser: cookies by host, forms, and where a page leads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.browser import Answer, Browser, Page

ONE, TWO = "https://one.example", "https://two.example"


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was asked, and sets a cookie or sends away when the path says so."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        sent = {"set": ("Set-Cookie", "who=me; Path=/"), "end": ("Set-Cookie", "who=; Max-Age=0")}
        away = self.path.endswith("away")
        body = f"{self.headers['Host']} {self.path} {self.headers.get('Cookie', '')}".encode()
        self.send_response(302 if away else 200)
        if away:
            self.send_header("Location", "/there")
        for word, header in sent.items():
            if self.path.endswith(word):
                self.send_header(*header)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the console."""


@pytest.fixture
def browser() -> Iterator[Browser]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        with Browser(server.server_port) as opened:
            yield opened
        server.shutdown()


def page(text: str, status: int = 200) -> Answer:
    return Answer(f"{ONE}/a/b/", status, {"location": "/there?x=1"}, text, 0.0)


def test_the_host_is_named_and_the_path_kept(browser: Browser) -> None:
    assert browser.get(f"{ONE}/a?b=c").text == "one.example /a?b=c "


def test_a_cookie_goes_to_its_own_host_alone(browser: Browser) -> None:
    browser.get(f"{ONE}/set")
    assert browser.get(f"{ONE}/").text.endswith("who=me")
    assert "who" not in browser.get(f"{TWO}/").text


def test_a_cookie_can_be_taken_back(browser: Browser) -> None:
    browser.get(f"{ONE}/set")
    browser.get(f"{ONE}/end")
    assert "who" not in browser.get(f"{ONE}/").text


def test_a_redirect_is_shown_and_not_followed(browser: Browser) -> None:
    assert browser.get(f"{ONE}/away").location == f"{ONE}/there"


def test_a_meta_refresh_leads_on_after_its_pause() -> None:
    answer = page('<meta http-equiv="refresh" content="2;url=https://two.example/x?a=1">')
    assert (answer.location, answer.pause) == ("https://two.example/x?a=1", 2.0)


def test_one_without_an_address_is_the_page_again() -> None:
    assert page('<meta http-equiv="refresh" content="2">').location == f"{ONE}/a/b/"


def test_a_plain_page_leads_nowhere() -> None:
    assert page("<p>Here.</p>").location == ""


def test_the_form_with_a_field_is_found_with_what_is_filled_in() -> None:
    text = (
        '<form action="/search/"><input name="q"></form>'
        '<form method="post"><input name="token" value="t"><input name="address"></form>'
    )
    assert Page.of(text).form("address") == ("", {"token": "t", "address": ""})
