"""Nobody loses a word: lines are cut, sessions end, the server fails, the browser is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import ARGUMENTS, CHROMIUM, OpenPage
from tests.browser.people import PASSWORD, email_of, publish, sign_up, write
from tests.browser.site import Site

STATUS, TEXT = "#status", "[name=content]"


def kept(page: Page, words: str = "Saved") -> None:
    """Wait until the bar says so."""
    expect(page.locator(STATUS)).to_have_text(words)


def begin(page: Page, site: Site, title: str = "Salt", text: str = "Two kinds.") -> str:
    """Sign up and write; once it is kept the address is that of the post. Returns the blog's."""
    address = sign_up(page, site)
    write(page, title, text)
    kept(page)
    page.wait_for_url("**/studio/posts/*/edit/")
    return address


def sign_in(page: Page, address: str) -> None:
    """Fill in the page that asks who it is."""
    page.get_by_label("E-mail").fill(email_of(address))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def stand_still(page: Page) -> None:
    """From here on the page's clock goes only as far as it is turned."""
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))


@contextmanager
def failing_writes(site: Site, address: str) -> Iterator[None]:
    """Every write of the blog's posts is a real error of the database meanwhile."""
    ((schema,),) = site.tell_database(
        "SELECT schema_name FROM tenants_tenant t JOIN tenants_domain d ON d.tenant_id = t.id"
        " WHERE domain LIKE %s",
        f"{address}.%",
    )
    site.tell_database(f"ALTER TABLE {schema}.blog_revision RENAME TO blog_revision_away")
    try:
        yield
    finally:
        site.tell_database(f"ALTER TABLE {schema}.blog_revision_away RENAME TO blog_revision")


def test_a_new_text_is_kept_by_itself_within_three_seconds_of_rest(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    sign_up(page, site)
    stand_still(page)
    page.locator("[name=title]").press_sequentially("Salt")
    with page.expect_request("**/studio/posts/words/"):  # whoever leaves the field does not wait
        page.clock.run_for(3_000)
    page.clock.resume()
    page.wait_for_url("**/studio/posts/*/edit/")
    page.locator(TEXT).press_sequentially("Two kinds of salt.")
    kept(page)
    page.reload()
    expect(page.locator(TEXT)).to_have_value("Two kinds of salt.")
    expect(page.locator("#kept")).to_be_hidden()
    expect(page.locator("#deeds").get_by_text("Move to trash")).to_be_attached()


def test_leaving_a_field_keeps_at_once(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    begin(page, site)
    stand_still(page)
    page.locator(TEXT).fill("Three kinds.")
    with page.expect_request("**/words/"):  # no rest ends while the clock stands still
        page.locator("[name=title]").focus()


def test_readers_see_nothing_before_update(open_page: OpenPage, site: Site) -> None:
    page, reader = open_page(), open_page()
    address = begin(page, site)
    publish(page)
    page.locator(TEXT).fill("Secret.")
    kept(page, "Unpublished changes")
    reader.goto(site.blog(address, "/blog/salt/"))
    expect(reader.get_by_text("Two kinds.")).to_be_visible()
    page.reload()
    expect(page.locator(TEXT)).to_have_value("Secret.")
    page.get_by_role("button", name="Update").click()
    kept(page)
    reader.wait_for_timeout(1_000)  # each process learns of it within half a second
    reader.reload()
    expect(reader.get_by_text("Secret.")).to_be_visible()


def test_offline_and_back(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    begin(page, site)
    page.context.set_offline(True)
    page.locator(TEXT).fill("Written on the ferry.")
    kept(page, "Offline – kept on this device")
    expect(page.get_by_role("region", name="Offline")).to_be_visible()
    page.get_by_role("button", name="Preview").first.click()  # goes nowhere with the only copy
    page.wait_for_timeout(500)
    expect(page.locator(TEXT)).to_have_value("Written on the ferry.")
    page.context.set_offline(False)
    kept(page)
    expect(page.get_by_role("region", name="Offline")).to_be_hidden()
    page.reload()
    expect(page.locator(TEXT)).to_have_value("Written on the ferry.")


def test_a_server_that_fails(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    address = begin(page, site)
    with failing_writes(site, address):
        with page.expect_response(lambda answer: answer.status == 500):
            page.locator(TEXT).fill("Three kinds.")
        kept(page, "Couldn’t save – kept on this device")
    page.get_by_role("button", name="Try again").first.click()
    kept(page)
    page.reload()
    expect(page.locator(TEXT)).to_have_value("Three kinds.")


def test_a_session_that_ended_and_a_new_one_in_another_tab(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    address = begin(page, site)
    site.tell_database(
        "DELETE FROM accounts_session s USING accounts_user u"
        " WHERE u.id = s.user_id AND email = %s",
        email_of(address),
    )
    page.locator(TEXT).fill("Three kinds.")
    kept(page, "Signed out – kept on this device")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    tab = opened.value
    sign_in(tab, address)
    tab.wait_for_url(site.blog(address, "/studio/posts/"))
    tab.close()
    page.locator("[name=title]").focus()
    kept(page)
    page.reload()
    expect(page.locator(TEXT)).to_have_value("Three kinds.")


def test_a_tab_that_was_closed_without_a_line(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    begin(page, site)
    there = page.url
    page.context.set_offline(True)
    page.locator(TEXT).fill("Three kinds.")
    page.wait_for_timeout(1_000)
    context = page.context
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = context.new_page()
    page.goto(there)
    expect(page.locator(TEXT)).to_have_value("Two kinds.")
    page.get_by_role("button", name="Put them back").click()
    expect(page.locator(TEXT)).to_have_value("Three kinds.")
    kept(page)


def test_a_tab_that_is_closed_in_the_middle_of_a_word(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    begin(page, site)
    there, context = page.url, page.context
    page.locator(TEXT).press_sequentially(" And a thir")
    page.close(run_before_unload=False)
    page = context.new_page()
    page.wait_for_timeout(500)
    page.goto(there)
    page.wait_for_timeout(500)
    put_back = page.get_by_role("button", name="Put them back")
    if put_back.is_visible():
        put_back.click()
    expect(page.locator(TEXT)).to_have_value("Two kinds. And a thir")


def test_a_browser_that_is_killed_loses_two_seconds_at_most(
    playwright: Playwright, chromium: object, site: Site, tmp_path: Path
) -> None:
    def launch() -> Page:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=CHROMIUM, args=ARGUMENTS
        )
        return context.pages[0]

    page = launch()
    address = begin(page, site)
    there = page.url
    page.context.set_offline(True)
    written = "Two kinds."
    for number in range(8):
        page.locator(TEXT).press_sequentially(f" Word{number}.")
        written += f" Word{number}."
        page.wait_for_timeout(300)
    page.wait_for_timeout(1_500)  # the two seconds
    for process in browsers_in(tmp_path / "profile"):
        os.kill(process, signal.SIGKILL)
    for lock in (tmp_path / "profile").glob("Singleton*"):
        lock.unlink()
    again = launch()
    again.goto(there)
    door = again.get_by_label("Password")
    expect(door.or_(again.locator(TEXT)).first).to_be_visible()
    if door.is_visible():  # a browser that is killed forgets its newest cookies, mostly
        sign_in(again, address)
    again.wait_for_url(there)
    again.get_by_role("button", name="Put them back").click()
    expect(again.locator(TEXT)).to_have_value(written)
    kept(again)
    again.context.close()


def browsers_in(profile: Path) -> list[int]:
    """The processes of the browser with that profile, which this test began."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if f"--user-data-dir={profile}".encode() in command.split(b"\0"):
            found.append(int(entry.name))
    assert found
    return found


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("Keep mine", "One.\n\nHis.\n\nThree."),
        ("Take the other", "One.\n\nHers.\n\nThree."),
        ("Put both into the text", "One.\n\nHis.\n\nHers.\n\nThree.\n"),
    ],
)
def test_two_editors_on_one_post(
    open_page: OpenPage, site: Site, choice: str, expected: str
) -> None:
    page = open_page()
    begin(page, site, text="One.\n\nTwo.\n\nThree.")
    other = page.context.new_page()
    other.goto(page.url)
    page.locator(TEXT).fill("One.\n\nHers.\n\nThree.")
    kept(page)
    other.locator(TEXT).fill("One.\n\nHis.\n\nThree.")
    kept(other, "Changed elsewhere")
    other.get_by_role("button", name="See both").click()
    expect(other.get_by_role("heading", name="This was changed elsewhere")).to_be_visible()
    expect(other.locator(".twins ins", has_text="His.").first).to_be_visible()
    expect(other.locator(".twins ins", has_text="Hers.").first).to_be_visible()
    other.locator(".conflict").get_by_text(choice).click()
    expect(other.locator(TEXT)).to_have_value(expected)
    other.wait_for_timeout(500)
    page.goto(page.url)
    if choice.startswith("Put both"):
        kept(other)
        page.reload()
    expect(page.locator(TEXT)).to_have_value(expected)
