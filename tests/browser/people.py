"""What a newcomer does, step by step, by the words on the screen."""

from __future__ import annotations

import time
from itertools import count

from playwright.sync_api import Page, expect

from bench.browser import Browser
from bench.browser import Page as Form
from tests.browser.failures import telling
from tests.browser.site import Site

_numbers = count(1)
PASSWORD = "a sentence is fine here"
MOST_STEPS = 20  # of redirects, and pages that lead on, from the form to the editor


def email_of(address: str) -> str:
    """The e-mail of whoever signed up for the blog at `address`."""
    return f"reis-{address.rpartition('-')[2]}@post.example"


def sign_up(page: Page, site: Site, *, name: str = "Night Ferry") -> str:
    """Have somebody sign up, and open their editor in `page`; returns the blog's address.

    What the form says and does is looked at elsewhere (`sign_up_by_hand`): here the same requests
    go out without a browser, which has their cookies afterwards.
    """
    address = _address()
    with Browser(site.port) as person:
        editor = _led_to_the_editor(person, site, name, address)
    for host, cookies in person.cookies.items():
        there = f"http://{host}/"
        for key, value in cookies.items():
            page.context.add_cookies([{"name": key, "value": value, "url": there}])
    with telling(page):
        page.goto(editor)
        assert page.url == editor
    return address


def _led_to_the_editor(person: Browser, site: Site, name: str, address: str) -> str:
    form = person.get(f"{site.platform}/signup/")
    fields = {"email": email_of(address), "password": PASSWORD, "name": name, "address": address}
    answer = person.post(form.url, Form.of(form.text).form("address")[1] | fields)
    for _ in range(MOST_STEPS):
        if not answer.location:
            break
        time.sleep(answer.pause)  # as the page asks that makes the blog
        answer = person.get(answer.location)
    assert answer.url.startswith(site.blog(address, "/studio/posts/new/")), answer.text
    return answer.url


def sign_up_by_hand(page: Page, site: Site, *, name: str = "Night Ferry") -> str:
    """Fill in the one form; returns the address once the editor stands."""
    address = _address()
    page.goto(f"{site.platform}/signup/")
    page.get_by_label("E-mail").fill(email_of(address))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Name of the blog").fill(name)
    page.locator("input[name=address]").fill(address)
    with telling(page):
        page.get_by_role("button", name="Make my blog").click()
        page.wait_for_url(f"{site.blog(address)}studio/posts/new/**")
    return address


def _address() -> str:
    return f"night-ferry-{next(_numbers)}"


def write(page: Page, title: str, text: str) -> None:
    """Fill in title and text of the editor on screen."""
    page.locator("[name=title]").fill(title)
    page.locator("[name=content]").fill(text)


def publish(page: Page) -> None:
    """Press Publish, and confirm where a dialog asks."""
    page.locator("button[name=do][value=publish][form=post-form]").first.click()
    confirm = page.locator("dialog[open] button[value=publish], dialog[open] .primary")
    with telling(page):
        if page.locator("dialog[open]").count():
            confirm.first.click()
        expect(page.get_by_text("Published", exact=False).first).to_be_visible()
