"""Invite, join, write together, be removed: with real clicks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import PASSWORD, email_of, sign_up, write
from tests.browser.site import Site

widths = pytest.mark.parametrize(
    ("javascript", "width"), [(True, 1280), (False, 390)], ids=["a desktop", "a phone, no script"]
)


def make_link(owner: Page, site: Site, address: str) -> str:
    """Make a link for an author in the Team room; returns it."""
    owner.goto(site.blog(address, "/studio/team/"))
    owner.get_by_label("Role", exact=True).select_option("author")
    owner.get_by_role("button", name="Make a link instead").click()
    link = owner.locator("a[href*='/invitations/']")
    return str(link.get_attribute("href"))


@widths
def test_somebody_joins_writes_and_is_removed(
    open_page: OpenPage, site: Site, javascript: bool, width: int
) -> None:
    owner = open_page(javascript=javascript, width=width)
    address = sign_up(owner, site)
    link = make_link(owner, site, address)
    assert owner.evaluate("document.documentElement.scrollWidth") <= width

    newcomer = open_page(javascript=javascript, width=width)
    newcomer.goto(link)
    expect(newcomer.get_by_role("heading", level=1)).to_contain_text("Night Ferry")
    newcomer.get_by_label("E-mail").fill(f"mate-of-{address}@post.example")
    newcomer.get_by_label("Choose a password").fill(PASSWORD)
    newcomer.get_by_role("button", name="Join and go there").click()
    newcomer.wait_for_url(site.blog(address, "/studio/posts/"))
    newcomer.goto(site.blog(address, "/studio/posts/new/"))
    write(newcomer, "From the newcomer", "Some words.")
    newcomer.locator("button[value=save]").first.click()
    newcomer.goto(site.blog(address, "/studio/team/"))
    expect(newcomer.get_by_role("heading", name="Invite somebody")).to_have_count(0)

    owner.goto(site.blog(address, "/studio/team/"))
    owner.get_by_role("button", name="Remove").click()
    expect(owner.get_by_text("is off the team")).to_be_visible()
    newcomer.goto(site.blog(address, "/studio/posts/"))
    expect(newcomer.get_by_role("heading", level=1)).to_contain_text("You don’t write on that blog")
    owner.get_by_role("button", name="Undo").click()
    expect(owner.get_by_text("is back on the team")).to_be_visible()


def test_a_letter_brings_somebody_in(open_page: OpenPage, site: Site) -> None:
    owner = open_page()
    address = sign_up(owner, site)
    confirm(owner, site, email_of(address))
    owner.goto(site.blog(address, "/studio/team/"))
    owner.get_by_label("E-mail").fill(f"reader-of-{address}@post.example")
    owner.get_by_role("button", name="Send a letter").click()
    expect(owner.get_by_text("A letter is on its way")).to_be_visible()

    invited = open_page()
    invited.goto(link_in_letter(invited, site, f"reader-of-{address}@post.example", "invites you"))
    invited.get_by_label("Choose a password").fill(PASSWORD)
    invited.get_by_role("button", name="Join and go there").click()
    invited.wait_for_url(site.blog(address, "/studio/posts/"))


def confirm(page: Page, site: Site, email: str) -> None:
    """Follow the link of the letter that asks whether the e-mail is theirs, and say yes."""
    page.goto(link_in_letter(page, site, email, "Confirm your e-mail"))
    page.get_by_role("button", name="confirm").click()
    expect(page.get_by_role("button", name="confirm")).to_have_count(0)  # it has answered


def link_in_letter(page: Page, site: Site, to: str, subject: str) -> str:
    """The first link in the letter `to` somebody whose subject has `subject`, once it has come."""
    letter = page.get_by_role("row").filter(has_text=to).get_by_role("link", name=subject)
    for _try in range(120):
        page.goto(f"{site.platform}/dev/mail/")
        if letter.count():
            break
        page.wait_for_timeout(250)
    letter.first.click()
    found = page.locator("main").inner_text().partition(f"{site.platform}/")[2].split()[0]
    return f"{site.platform}/{found}"
