"""One box for finding and doing, and the order of things, by the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.people import sign_up
from tests.browser.site import Site
from tests.browser.sound import is_sound


def test_the_box_and_the_order_by_the_keyboard_alone(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    address = sign_up(page, site)
    page.goto(site.blog(address, "/studio/categories/new/"))
    for name in ("Walking", "Letters"):
        page.goto(site.blog(address, "/studio/categories/new/"))
        page.get_by_label("Name").fill(name)
        page.keyboard.press("/")  # in a field it is a letter
        expect(page.get_by_label("Name")).to_have_value(f"{name}/")
        page.keyboard.press("Backspace")
        page.keyboard.press("Enter")
        page.wait_for_url("**/studio/categories/")

    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Find or do")
    expect(field).to_be_focused()
    option = page.get_by_role("option")
    expect(option.first).to_have_attribute("aria-selected", "true")
    is_sound(page)
    page.keyboard.type("lett")
    expect(option).to_have_count(1)
    expect(option.first).to_have_id(field.get_attribute("aria-activedescendant") or "none")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)

    page.keyboard.press("Control+k")
    page.keyboard.type("categories")
    expect(option.first).to_have_text("Categories")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/studio/categories/")

    page.get_by_role("button", name="Up Walking").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/studio/categories/#category-*")
    names = page.locator("ol.lines strong")
    expect(names.last).to_have_text("Notes" if "Notes" in names.all_inner_texts() else "Letters")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()

    page.keyboard.press("/")
    page.get_by_role("checkbox", name="The key / opens this too").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("dialog[open]")).to_have_count(0)  # turned off, it stays off
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
