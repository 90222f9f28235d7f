"""One blog as a thing, on the pages: an admin's deeds, and an owner's delete with its way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import PASSWORD, sign_up
from tests.browser.site import Site
from tests.browser.sound import is_sound
from tests.browser.test_admin import admin_of, enter, wait_for_status


def reauthenticate(page: Page) -> None:
    """Give the password again where the page asks for it."""
    if "/reauthenticate/" in page.url:
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("main form button:not([type=button])").first.click()


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (390, False)])
def test_an_owner_deletes_a_blog_and_has_it_back(
    open_page: OpenPage, site: Site, width: int, javascript: bool
) -> None:
    page = open_page(width=width)
    address = sign_up(page, site, name="Slow Boat")
    reader = open_page(width=width, javascript=javascript)
    reader.goto(site.blog(address))
    page.goto(f"{site.platform}/blogs/")
    page.get_by_role("link", name="Take along Slow Boat").click()
    reauthenticate(page)
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_role("link", name="Download")).to_be_visible(timeout=60_000)
    is_sound(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download").click()
    assert taken.value.suggested_filename.startswith(address)

    page.goto(f"{site.platform}/blogs/")
    page.get_by_role("link", name="Delete… Slow Boat").click()
    reauthenticate(page)
    is_sound(page)
    page.get_by_label("Type the blog’s name").fill("Fast Boat")
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_sound(page)
    page.get_by_label("Type the blog’s name").fill("Slow Boat")
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("is in the trash")).to_be_visible()
    is_sound(page)
    wait_for_status(reader, 410)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("is back")).to_be_visible()
    wait_for_status(reader, 200)


def test_an_admin_backs_up_restores_copies_and_purges(open_page: OpenPage, site: Site) -> None:
    address = sign_up(open_page(), site, name="Deep Water")
    admin, page = admin_of(site), open_page()
    enter(page, site, lambda: admin["recovery_codes"][-2])
    page.goto(f"{site.platform}/admin/blogs/?q={address}")
    page.get_by_role("link", name="Deep Water").click()
    here = page.url

    def do(deed: str, button: str = "", **fields: str) -> None:
        page.goto(here)
        page.get_by_role("link", name=f"{deed}…", exact=True).click()
        is_sound(page)
        for label, value in fields.items():
            page.locator(f"[name={label}]").fill(value)
        page.get_by_label("Reason").fill("To see it work")
        page.get_by_role("button", name=button or deed, exact=True).click()

    def wait_until_done(what: str) -> None:
        row = page.get_by_role("row").filter(has_text=what).filter(has_text="Done").first
        expect(row).to_be_visible(timeout=60_000)

    do("Back up")
    expect(page.get_by_text("Deep Water is being backed up.")).to_be_visible()
    wait_until_done("Back up")
    is_sound(page)
    page.get_by_role("link", name="Put back…").click()
    page.get_by_role("radio").first.check()
    is_sound(page)
    page.get_by_label("Reason").fill("To see it work")
    page.get_by_role("button", name="Put back").click()
    wait_until_done("Restore from a backup")
    do("Take back")
    expect(page.get_by_text("as it was before the restore").first).to_be_visible()
    do("Copy", address=f"{address}-copy")
    wait_until_done("Copy to another address")
    answer = open_page().goto(site.blog(f"{address}-copy"))
    assert answer is not None
    assert answer.status == 200
    do("Delete")
    do("Purge now", address=address)
    wait_until_done("Purge")
    is_sound(page)
    answer = open_page().goto(site.blog(address))
    assert answer is not None
    assert answer.status == 404
