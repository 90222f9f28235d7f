"""A domain of one's own, from typing it in until readers are led there."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import sign_up
from tests.browser.site import Site

widths = pytest.mark.parametrize(
    ("javascript", "width"), [(True, 1280), (False, 390)], ids=["a desktop", "a phone, no script"]
)
WORKER_SECONDS = 60
HEARD_SECONDS = 60  # a page that is kept is asked about once a second


def set_records(page: Page, site: Site) -> None:
    """Copy what the page asks for to where the DNS is kept."""
    for row in page.locator(".records tbody tr").all():
        kind, cells = row.locator("th").inner_text(), row.locator(".copied code")
        name, value = cells.nth(0).inner_text(), cells.nth(1).inner_text()
        site.zone.set(name, **{kind: value})


def wait_for(page: Page, words: str, *, javascript: bool) -> None:
    """The page tells by itself; without script one loads it again."""
    shown = page.locator("#domains").get_by_text(words).first
    for _ in range(1 if javascript else WORKER_SECONDS):
        try:
            expect(shown).to_be_visible(timeout=WORKER_SECONDS * 1000 if javascript else 1000)
        except AssertionError:
            page.reload()
        else:
            return
    expect(shown).to_be_visible()


def led_to(site: Site, host: str, path: str) -> str:
    """The host that a reader is sent on to, as soon as every process has heard of it."""
    until = time.monotonic() + HEARD_SECONDS
    while (answer := asked(site, host, path)).status != 301 and time.monotonic() < until:
        time.sleep(0.2)
    assert answer.status == 301
    return urlsplit(str(answer.headers["Location"])).netloc


def asked(site: Site, host: str, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    connection.request("GET", path, headers={"Host": f"{host}:{site.port}"})
    answer = connection.getresponse()
    connection.close()
    return answer


@widths
def test_from_a_name_to_readers(
    open_page: OpenPage, site: Site, javascript: bool, width: int
) -> None:
    page = open_page(javascript=javascript, width=width)
    address = sign_up(page, site)
    domain = f"{address}.example.com"
    page.goto(site.blog(address, "/studio/settings/domain/"))
    page.get_by_label("Your domain").fill(domain)
    page.get_by_role("button", name="Add domain").click()
    wait_for(page, "There is no TXT record", javascript=javascript)
    copies = page.locator("[data-copy]:visible")
    expect(copies).to_have_count(4 if javascript else 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    set_records(page, site)
    page.get_by_role("button", name="Check now").click()
    page.locator("h1").click()  # whoever is in the list is not disturbed
    wait_for(page, "Works", javascript=javascript)
    there = page.get_by_role("link", name="Read the blog there")
    assert there.get_attribute("href") == f"http://{domain}:{site.port}/"
    assert led_to(site, f"{address}.inkstead.localhost", "/blog/") == f"{domain}:{site.port}"
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("is back.")).to_be_visible()
