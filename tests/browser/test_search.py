"""Search as one types, by the keyboard, and without a script; with real clicks."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.site import Site


def until_found(page: Page, url: str) -> None:
    """Wait for the worker, which indexes the demo's posts after the first start."""
    end = time.monotonic() + 60
    while not page.goto(url) or not page.locator("mark").count():
        assert time.monotonic() < end, "no post came into the index"
        time.sleep(0.5)


def test_what_is_found_comes_while_one_types(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    until_found(page, site.blog("marginalia", "/search/?q=pencil"))
    page.goto(site.blog("marginalia"))
    page.get_by_role("link", name="Search").click()
    field = page.get_by_role("searchbox")
    field.press_sequentially("penc")
    expect(page.get_by_role("status")).to_contain_text("matches for “penc”")
    first = page.locator("#results h2 a").first
    expect(first.locator("mark")).to_have_text("pencil")
    assert page.url.endswith("/search/?q=penc")

    field.press("ArrowDown")
    expect(first).to_be_focused()
    first.press("ArrowUp")
    expect(field).to_be_focused()
    field.press("ArrowDown")
    first.press("Escape")
    expect(field).to_be_focused()

    field.fill("libary")
    page.get_by_role("link", name="library", exact=True).click()
    expect(page.get_by_role("searchbox")).to_have_value("library")
    title = str(page.locator("#results h2 a").first.text_content())
    page.locator("#results h2 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("library")


@pytest.mark.parametrize("width", [1280, 390])
def test_without_a_script_the_form_does_it(site: Site, open_page: OpenPage, width: int) -> None:
    page = open_page(javascript=False, width=width)
    until_found(page, site.blog("coldstart", "/search/?q=cache"))
    page.goto(site.blog("coldstart", "/nothing-here/"))
    page.get_by_role("searchbox").fill("cache")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#results mark").first).to_have_text("cache")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_discover_is_searched_too(site: Site, open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    until_found(page, f"{site.platform}/blog/?q=database")
    page.goto(f"{site.platform}/blog/")
    page.get_by_role("searchbox").fill("databas")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("article mark").first).to_have_text("database")
