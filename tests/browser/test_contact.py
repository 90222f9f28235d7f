"""A reader writes, the writer reads; pages change places, go to the trash and come back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import sign_up
from tests.browser.site import Site

QUICK = 3_100  # ms; who sends sooner is asked once more
SIZES = pytest.mark.parametrize(
    ("javascript", "width"),
    [(True, 1280), (False, 1280), (True, 390)],
    ids=["a desktop", "without script", "a phone"],
)


def fill_in(page: Page, text: str) -> None:
    page.get_by_label("Your name").fill("Dora Reis")
    page.get_by_label("Your e-mail").fill("dora@post.example")
    page.get_by_label("Message", exact=True).fill(text)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send").click()


def fits(page: Page, width: int) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") <= width)


@SIZES
def test_a_message_arrives_and_can_be_put_away_and_back(
    open_page: OpenPage, site: Site, javascript: bool, width: int
) -> None:
    owner = open_page(javascript=javascript, width=width)
    address = sign_up(owner, site)
    reader = open_page(javascript=javascript, width=width)
    reader.goto(site.blog(address, "/contact/"))
    assert fits(reader, width)
    fill_in(reader, "Which salt was it?")
    reader.wait_for_timeout(QUICK)
    send(reader)
    expect(reader.get_by_role("heading", name="Your message is sent.")).to_be_visible()
    assert reader.context.cookies() == []

    owner.goto(site.blog(address, "/studio/messages/"))
    assert fits(owner, width)
    expect(owner.locator("td .badge")).to_have_text("Unread")
    owner.get_by_role("link", name="Dora Reis").click()
    expect(owner.get_by_text("Which salt was it?")).to_be_visible()
    assert fits(owner, width)
    owner.get_by_role("button", name="Move to trash").click()
    expect(owner.get_by_text("Moved to the trash.")).to_be_visible()
    expect(owner.get_by_role("link", name="Dora Reis")).to_have_count(0)
    owner.get_by_role("button", name="Undo").click()
    expect(owner.locator("td .badge")).to_have_text("Read")


def test_what_is_wrong_is_said_in_a_focused_summary_and_the_words_stay(
    open_page: OpenPage, site: Site
) -> None:
    address = sign_up(open_page(), site)
    reader = open_page(javascript=False, width=390)
    reader.goto(site.blog(address, "/contact/"))
    fill_in(reader, "Kept, whatever happens")
    send(reader)  # too soon for a person
    expect(reader.get_by_role("alert")).to_be_focused()
    expect(reader.get_by_role("alert")).to_contain_text("quicker than anybody types")
    expect(reader.get_by_label("Message", exact=True)).to_have_value("Kept, whatever happens")
    reader.wait_for_timeout(QUICK)
    send(reader)
    expect(reader.get_by_role("heading", name="Your message is sent.")).to_be_visible()


def test_the_trap_is_out_of_sight_and_out_of_the_way_of_keys(
    open_page: OpenPage, site: Site
) -> None:
    address = sign_up(open_page(), site)
    reader = open_page()
    reader.goto(site.blog(address, "/contact/"))
    box = reader.locator("[name=website]").locator("xpath=ancestor::*[@class='vh']").bounding_box()
    assert box is not None
    assert box["width"] <= 1
    reader.get_by_label("Message", exact=True).focus()
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("button", name="Send")).to_be_focused()


@SIZES
def test_pages_change_places_go_to_the_trash_and_come_back(
    open_page: OpenPage, site: Site, javascript: bool, width: int
) -> None:
    page = open_page(javascript=javascript, width=width)
    address = sign_up(page, site)
    page.goto(site.blog(address, "/studio/pages/"))
    assert fits(page, width)
    titles = page.locator("tbody .title")
    expect(titles).to_have_text(["About", "Contact"])
    page.get_by_role("button", name="Down About").click()
    expect(titles).to_have_text(["Contact", "About"])
    page.get_by_role("button", name="Undo").click()
    expect(titles).to_have_text(["About", "Contact"])

    titles.filter(has_text="About").click()
    page.get_by_role("button", name="Settings of this page").click()
    page.get_by_role("button", name="Move to trash").click()
    expect(page.get_by_text("Moved to the trash.")).to_be_visible()
    expect(titles).to_have_text(["Contact"])
    page.get_by_role("link", name="Trash 1").click()
    page.get_by_role("button", name="Restore About").click()
    expect(titles).to_have_text(["About", "Contact"])


def test_a_message_to_the_platform_is_sent(open_page: OpenPage, site: Site) -> None:
    page = open_page(javascript=False, width=390)
    page.goto(f"{site.platform}/contact/")
    assert fits(page, 390)
    fill_in(page, "What does it cost?")
    page.wait_for_timeout(QUICK)
    send(page)
    expect(page.get_by_role("heading", name="Your message is sent.")).to_be_visible()
    assert page.context.cookies() == []
