"""Find a post on the platform's own host, by real clicks, on a desktop and on a phone."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.site import Site


def until_listed(page: Page, site: Site) -> None:
    """Wait for the worker, which lists the demo's posts after the first start."""
    end = time.monotonic() + 60
    while not page.goto(f"{site.platform}/blog/") or not page.locator("article").count():
        assert time.monotonic() < end, "no post came into discover"
        time.sleep(0.5)


@pytest.mark.parametrize(
    ("javascript", "width"), [(True, 1280), (False, 390)], ids=["a desktop", "a phone, no script"]
)
def test_a_reader_narrows_the_list_and_opens_a_post(
    open_page: OpenPage, site: Site, javascript: bool, width: int
) -> None:
    page = open_page(javascript=javascript, width=width)
    until_listed(page, site)
    page.goto(site.platform)
    page.get_by_role("link", name="Discover").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Discover")
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    tag = page.locator("article a[href*='tag=']").first
    word = str(tag.text_content()).strip().removeprefix("#")
    tag.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Posts about {word}")
    # A bar that sticks to the window's edge, as forms have, would lie on the next post's title.
    expect(page.locator(".discover .onward").first).to_have_css("position", "static")
    for article in page.locator("article").all():
        expect(article.get_by_text(f"#{word}", exact=True)).to_be_visible()
    page.get_by_role("link", name="Show all posts").click()

    title = str(page.locator("article h2").first.text_content())
    page.get_by_role("link", name=f"Read More: {title}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.url.startswith("http://") and "/blog/" in page.url
    assert not page.url.startswith(site.platform)
