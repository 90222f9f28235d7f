"""The admin, from the sign-in with a second factor to what readers see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import sign_up
from tests.browser.site import Site
from tests.browser.sound import is_sound


def admin_of(site: Site) -> dict[str, Any]:
    """The demo's admin, as `make run` tells of them."""
    return next(a for a in site.demo()["accounts"] if "totp_secret" in a)


def enter(page: Page, site: Site, code: Callable[[], str]) -> None:
    """Ask for the admin, sign in, give the second factor, and be there."""
    admin = admin_of(site)
    page.goto(f"{site.platform}/admin/")
    page.wait_for_url("**/accounts/login/**")
    page.locator("[name=login]").fill(admin["email"])
    page.locator("[name=password]").fill(admin["password"])
    page.locator("main form [type=submit], main form button:not([type=button])").first.click()
    page.wait_for_url("**/accounts/second/code/**")
    page.locator("[name=code]").fill(code())
    page.locator("[name=code]").press("Enter")
    page.wait_for_url(f"{site.platform}/admin/")


def wait_for_status(page: Page, status: int) -> None:
    """Reload until the page answers so: web processes hear of a change after half a second."""
    for _ in range(300):
        answer = page.reload()
        if answer is not None and answer.status == status:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{page.url} never answered {status}.")


@pytest.mark.parametrize(("width", "recovery"), [(1280, False), (390, True)])
def test_suspend_a_blog_and_resume_it(
    open_page: OpenPage, site: Site, width: int, recovery: bool
) -> None:
    from inkstead.demo.people import code_now

    address = sign_up(open_page(), site, name="Loud Cats")
    reader = open_page(width=width)
    reader.goto(site.blog(address))
    admin = admin_of(site)
    page = open_page(width=width)
    code = admin["recovery_codes"][-1] if recovery else ""
    enter(page, site, lambda: code or code_now(admin["totp_secret"]))
    page.goto(f"{site.platform}/admin/blogs/")
    page.get_by_label("Name, address, domain or owner").fill(address)
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Loud Cats").click()
    is_sound(page)
    page.get_by_role("link", name="Suspend…").click()
    page.get_by_label("Reason").fill(" ")
    page.get_by_role("button", name="Suspend").click()
    expect(page.get_by_role("alert")).to_be_focused()
    is_sound(page)
    page.get_by_label("Reason").fill("Too loud")
    page.get_by_role("button", name="Suspend").click()
    expect(page.get_by_text("Loud Cats is suspended.")).to_be_visible()
    is_sound(page)

    wait_for_status(reader, 403)
    expect(reader.get_by_role("heading", name="This blog is closed for now.")).to_be_visible()
    is_sound(reader)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Loud Cats is open again.")).to_be_visible()
    wait_for_status(reader, 200)


def test_somebody_else_sees_no_admin(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    sign_up(page, site)
    answer = page.goto(f"{site.platform}/admin/")
    assert answer is not None
    assert answer.status == 404


def test_an_admin_looks_on_as_the_owner_who_ends_it(open_page: OpenPage, site: Site) -> None:
    owner = open_page()
    address = sign_up(owner, site, name="Quiet Cats")
    page = open_page(width=390)
    enter(page, site, lambda: admin_of(site)["recovery_codes"][-4])
    page.goto(f"{site.platform}/admin/blogs/?q={address}")
    page.get_by_role("link", name="Quiet Cats").click()
    page.get_by_role("link", name="Enter the studio…").click()
    is_sound(page)
    page.get_by_label("Reason").fill("A picture does not show")
    page.get_by_role("button", name="Enter the studio").click()
    expect(page.get_by_role("link", name="Go in")).to_be_visible()
    is_sound(page)
    page.get_by_role("link", name="Go in").click()
    page.wait_for_url(f"{site.blog(address)}studio/posts/")
    banner = page.get_by_role("complementary", name="Visit")
    expect(banner).to_contain_text("To look, not to change.")
    is_sound(page)
    page.goto(f"{site.blog(address)}studio/posts/new/")
    expect(banner).to_be_visible()
    page.goto(f"{site.blog(address)}studio/settings/")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Not on this visit")).to_be_visible()
    is_sound(page)
    page.goto(site.blog(address))
    expect(banner).to_be_visible()

    owner.goto(f"{site.blog(address)}studio/settings/history/")
    expect(owner.get_by_text("A picture does not show").first).to_be_visible()
    is_sound(owner)
    owner.get_by_role("button", name="End it now").click()
    expect(owner.get_by_text("Somebody on the blog’s team ended it.")).to_be_visible()
    is_sound(owner)
    page.goto(f"{site.blog(address)}studio/posts/")
    expect(banner).to_have_count(0)
