"""The queue worked by keys: new blogs begin untrusted, and an admin goes through them."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import sign_up
from tests.browser.site import Site
from tests.browser.sound import is_sound
from tests.browser.test_admin import admin_of, enter

NAMES = ("Copper Letters", "Lamp Letters", "Salt Letters")


def begin_trusted(page: Page, site: Site, trusted: bool) -> None:
    """Say in the room Sign-up whether new blogs are trusted at once."""
    page.goto(f"{site.platform}/admin/signups/rules/")
    page.get_by_label("New blogs are trusted at once").set_checked(trusted)
    page.get_by_label("Reason").fill("A wave of spam.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The rules are saved")).to_be_visible()


def test_blogs_are_decided_on_by_keys_and_the_last_one_comes_back(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    enter(page, site, lambda: str(admin_of(site)["recovery_codes"][-3]))
    begin_trusted(page, site, False)
    try:
        for name in NAMES:
            sign_up(open_page(), site, name=name)
    finally:
        begin_trusted(page, site, True)
    page.goto(f"{site.platform}/admin/review/")
    heading, said = page.locator("#card h2"), page.locator("#said")
    expect(heading).to_have_text(NAMES[0])
    page.wait_for_load_state("networkidle")
    is_sound(page)

    page.keyboard.press("t")
    expect(heading).to_have_text(NAMES[1])
    expect(said).to_have_text(f"{NAMES[0]} is trusted.")
    expect(page).to_have_url(re.compile(page.locator("#card").get_attribute("data-blog") or "-"))

    page.keyboard.press("s")
    page.keyboard.press("3")
    expect(page.get_by_label("It harasses or threatens somebody.")).to_be_checked()
    page.get_by_label("In your words").fill("tests")  # none of these letters does anything
    expect(heading).to_have_text(NAMES[1])
    is_sound(page)
    page.get_by_role("button", name="Suspend", exact=True).click()
    expect(heading).to_have_text(NAMES[2])
    expect(said).to_have_text(f"{NAMES[1]} is suspended.")

    page.keyboard.press("z")
    expect(heading).to_have_text(NAMES[1])
    expect(said).to_have_text(f"{NAMES[1]} waits again.")
    page.get_by_role("button", name="Turn the keys off").click()
    page.keyboard.press("t")
    page.keyboard.press("n")
    expect(heading).to_have_text(NAMES[1])
    page.get_by_role("button", name="Turn the keys on").click()
    page.set_viewport_size({"width": 390, "height": 900})
    is_sound(page)
    page.keyboard.press("t")
    expect(heading).to_have_text(NAMES[2])
    page.keyboard.press("t")
    expect(page.get_by_text("Nobody waits.")).to_be_visible()
