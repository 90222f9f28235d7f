"""Sign up, write, publish, be read: with scripts, without them, and on a phone."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import publish, sign_up, sign_up_by_hand, write
from tests.browser.site import Site

TEXT = "She kept *two* kinds of salt.\n\n## One of them was a winter\n\n- coarse\n- fine\n"


@pytest.mark.parametrize(
    ("javascript", "width"),
    [(True, 1280), (False, 1280), (True, 390)],
    ids=["a desktop", "without script", "a phone"],
)
def test_from_sign_up_to_the_first_post(
    open_page: OpenPage, site: Site, javascript: bool, width: int
) -> None:
    page = open_page(javascript=javascript, width=width)
    address = sign_up_by_hand(page, site)
    write(page, "Salt, and other ways of remembering", TEXT)
    page.locator("[name=tags]").evaluate("e => { e.value = 'winter, kitchens' }")
    publish(page)

    reader = open_page(javascript=javascript, width=width)
    reader.goto(site.blog(address))
    expect(reader.get_by_role("heading", name="Salt, and other ways")).to_be_visible()
    reader.goto(site.blog(address, "/blog/"))
    assert reader.get_by_role("link", name="Create New Post").count() == 0
    reader.get_by_role("link", name="Read More").first.click()
    reader.wait_for_url("**/blog/salt-and-other-ways-of-remembering/")
    expect(reader.locator("h2", has_text="One of them was a winter")).to_be_visible()
    expect(reader.locator("em", has_text="two")).to_be_visible()
    for path in ("/about/", "/contact/"):
        reader.goto(site.blog(address, path))
        expect(reader.locator("h1")).to_be_visible()
    if width == 390:
        for path in ("/", "/blog/", "/about/"):
            reader.goto(site.blog(address, path))
            assert reader.evaluate("document.documentElement.scrollWidth <= 390")

    page.goto(site.blog(address, "/blog/"))
    expect(page.get_by_role("link", name="Create New Post")).to_be_visible()
    assert reader.context.cookies() == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_button_stays_where_it_is_while_the_address_is_looked_up(
    open_page: OpenPage, site: Site, width: int
) -> None:
    page = open_page(width=width)
    page.goto(f"{site.platform}/signup/")
    button = page.get_by_role("button", name="Make my blog")
    before = button.bounding_box()
    page.locator("input[name=address]").fill("salt-and-tar")
    expect(page.locator("[data-status] .good")).to_be_visible()
    assert button.bounding_box() == before


def test_the_editor_stands_within_seconds_and_waits_for_the_title(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    sign_up_by_hand(page, site)
    expect(page.locator("[name=title]")).to_be_focused()
    page.keyboard.type("A title")
    page.keyboard.press("Enter")
    expect(page.locator("[name=content]")).to_be_focused()


def test_nothing_is_published_that_the_writer_did_not_publish(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    address = sign_up(page, site)
    reader = open_page()
    reader.goto(site.blog(address, "/blog/"))
    assert reader.get_by_role("link", name="Read More").count() == 0
    page.goto(site.blog(address, "/studio/posts/"))
    expect(page.locator("tbody tr")).to_have_count(1)


def test_the_live_preview_shows_what_readers_will_see(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    sign_up(page, site)
    write(page, "Salt", TEXT)
    expect(page.locator(".preview h2, #preview h2", has_text="One of them")).to_be_visible()


def test_a_late_preview_of_a_text_that_was_taken_back_is_not_shown(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    sign_up(page, site)
    shown, text = page.locator("[data-preview]"), page.locator("[name=content]")
    text.fill("as it was")
    expect(shown).to_have_text("as it was")
    late: list[Route] = []
    page.route("**/studio/preview/", lambda route: late.append(route))
    with page.expect_request("**/studio/preview/"):
        text.fill("as it was not")
    text.fill("as it was")
    page.wait_for_timeout(800)  # twice the pause after the last key
    for route in late:
        route.fulfill(body="<p>as it was not</p>")
    page.wait_for_timeout(200)
    expect(shown).to_have_text("as it was")


def test_an_address_is_suggested_and_checked_while_one_types(
    open_page: OpenPage, site: Site
) -> None:
    taken = sign_up(open_page(), site)
    page = open_page()
    page.goto(f"{site.platform}/signup/")
    page.get_by_label("Name of the blog").fill("Crème brûlée & Co")
    expect(page.locator("input[name=address]")).to_have_value("creme-brulee-co")
    said = set()
    for address in (taken, "admin", "not_an_address"):
        page.locator("input[name=address]").fill(address)
        status = page.locator("[role=status]", has_text=re.compile(r"\w"))
        page.wait_for_timeout(700)
        said.add(status.first.inner_text())
    assert len(said) == 3


def test_bare_localhost_leads_to_the_platform_with_its_path(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    page.goto(f"http://localhost:{site.port}/about/?from=here")
    assert page.url == f"{site.platform}/about/?from=here"


def test_an_unknown_blog_names_the_valid_addresses_while_developing(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    response = page.goto(site.blog("nobody-home"))
    assert response is not None
    assert response.status == 404
    expect(page.get_by_role("link", name=re.compile("marginalia"))).to_be_visible()


def test_sign_out_everywhere_ends_the_blogs_session_too(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    address = sign_up(page, site)
    page.goto(f"{site.platform}/blogs/")
    page.get_by_role("button", name=re.compile("everywhere", re.IGNORECASE)).first.click()
    page.wait_for_load_state()
    page.goto(site.blog(address, "/studio/posts/"))
    assert page.url.startswith(f"{site.platform}/accounts/login/")


def test_the_confirmation_letter_can_be_read_and_followed(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    sign_up(page, site)
    deadline = time.monotonic() + 60
    while True:
        page.goto(f"{site.platform}/dev/mail/")
        if page.get_by_text("reis-").count() or time.monotonic() > deadline:
            break
    page.get_by_role("link", name=re.compile("confirm|e-mail", re.IGNORECASE)).first.click()
    expect(page.get_by_text("confirm", exact=False).first).to_be_visible()
