"""What a newcomer does, step by step, by the words on the screen."""

from __future__ import annotations

from itertools import count

from playwright.sync_api import Page, expect

from tests.browser.site import Site

_numbers = count(1)
PASSWORD = "a sentence is fine here"


def email_of(address: str) -> str:
    """The e-mail of whoever signed up for the blog at `address`."""
    return f"reis-{address.rpartition('-')[2]}@post.example"


def sign_up(page: Page, site: Site, *, name: str = "Night Ferry") -> str:
    """Fill in the one form; returns the address once the editor stands."""
    number = next(_numbers)
    address = f"night-ferry-{number}"
    page.goto(f"{site.platform}/signup/")
    page.get_by_label("E-mail").fill(email_of(address))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Name of the blog").fill(name)
    page.locator("input[name=address]").fill(address)
    page.get_by_role("button", name="Make my blog").click()
    page.wait_for_url(f"{site.blog(address)}studio/posts/new/**")
    return address


def write(page: Page, title: str, text: str) -> None:
    """Fill in title and text of the editor on screen."""
    page.locator("[name=title]").fill(title)
    page.locator("[name=content]").fill(text)


def publish(page: Page) -> None:
    """Press Publish, and confirm where a dialog asks."""
    page.locator("button[name=do][value=publish][form=post-form]").first.click()
    confirm = page.locator("dialog[open] button[value=publish], dialog[open] .primary")
    if page.locator("dialog[open]").count():
        confirm.first.click()
    expect(page.get_by_text("Published", exact=False).first).to_be_visible()
