"""The account with real clicks: passkeys by a virtual authenticator, browsers, export, closing."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import PASSWORD, email_of, publish, sign_up, sign_up_by_hand, write
from tests.browser.site import Site
from tests.browser.sound import is_sound as look_closely
from tests.browser.test_team import confirm

widths = pytest.mark.parametrize(
    ("javascript", "width"), [(True, 1280), (False, 390)], ids=["a desktop", "a phone, no script"]
)
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def is_sound(page: Page, name: str) -> None:
    """Nothing for axe to find, and nothing to scroll sideways to; SHOTS keeps a picture."""
    look_closely(page)
    sound_without_script(page, name)


def sound_without_script(page: Page, name: str) -> None:
    """What can be looked at where the page runs no script."""
    if folder := os.environ.get("SHOTS"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def touched(devtools: CDPSession, authenticator: str) -> Callable[[bool], None]:
    """Whether somebody stands at the device and says yes to what it asks."""

    def present(enabled: bool) -> None:
        asked = {"authenticatorId": authenticator, "enabled": enabled}
        devtools.send("WebAuthn.setAutomaticPresenceSimulation", asked)

    return present


def go_on(page: Page) -> None:
    """Give the password once more where it is asked for."""
    if "/reauthenticate/" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()


def sign_in(page: Page, site: Site, email: str) -> None:
    page.goto(f"{site.platform}/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_passkey_is_offered_added_used_and_removed(
    open_page: OpenPage, site: Site, width: int
) -> None:
    page = open_page(width=width)
    address = sign_up(page, site)
    confirm(page, site, email_of(address))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(site.blog(address, "/studio/posts/new/"))
    write(page, "First", "Words.")
    publish(page)
    expect(page.get_by_text("Next time, sign in without a password.")).to_be_visible()
    is_sound(page, "offer")
    page.get_by_role("link", name="Set up a passkey").click()
    is_sound(page, "passkeys-none")
    page.get_by_role("link", name="Add a passkey").click()
    go_on(page)
    page.get_by_label("What to call it").fill("This laptop")
    is_sound(page, "passkey-add")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/second/recovery/")
    is_sound(page, "recovery-codes")
    page.goto(f"{site.platform}/accounts/passkeys/")
    expect(page.locator("strong", has_text="This laptop")).to_be_visible()
    is_sound(page, "passkeys")
    page.get_by_role("link", name="Back to your blog").click()
    page.wait_for_url(site.blog(address, "/studio/posts/"))

    present = touched(devtools, made["authenticatorId"])
    present(False)
    page.goto(f"{site.platform}/blogs/")
    page.get_by_role("button", name="Sign out everywhere").click()
    page.goto(site.blog(address, "/studio/posts/"))
    page.wait_for_url("**/accounts/login/**")
    is_sound(page, "login")
    present(True)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(site.blog(address, "/studio/posts/"))

    page.goto(f"{site.platform}/accounts/passkeys/")
    page.get_by_role("link", name="Remove…").click()
    go_on(page)
    if "/again/" in page.url or page.get_by_role("button", name="Use your passkey").count():
        page.get_by_role("button", name="Use your passkey").click()
    is_sound(page, "passkey-remove")
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("That passkey signs nobody in any more.")).to_be_visible()
    kept = devtools.send("WebAuthn.getCredentials", {"authenticatorId": made["authenticatorId"]})
    assert len(kept["credentials"]) == 1  # the device still has it
    page.goto(f"{site.platform}/blogs/")
    with page.expect_request(lambda sent: sent.method == "POST" and "/passkeys/" in sent.url):
        page.get_by_role("button", name="Sign out everywhere").click()
    present(False)  # or the device says yes again and again, until that is too often
    expect(page.get_by_text("That passkey did not work. Try again.")).to_be_visible()


def test_a_passkey_is_picked_in_the_field_for_the_email(open_page: OpenPage, site: Site) -> None:
    """Autofill: nobody pressed a button. Without any passkey the page waits in silence."""
    page = open_page()
    address = sign_up(page, site)
    confirm(page, site, email_of(address))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"{site.platform}/accounts/passkeys/add/")
    go_on(page)
    page.get_by_label("What to call it").fill("This laptop")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/second/recovery/")
    present = touched(devtools, made["authenticatorId"])
    present(False)
    page.goto(f"{site.platform}/blogs/")
    page.get_by_role("button", name="Sign out everywhere").click()
    with page.expect_response("**/passkeys/sign-in/"):
        page.goto(f"{site.platform}/accounts/login/")
    field = page.get_by_label("E-mail")
    assert (field.get_attribute("autocomplete") or "").endswith("webauthn")
    expect(page.locator("form[data-autofill] [role=status]")).to_have_text("")
    page.goto("about:blank")  # else what waits there is taken while the page goes
    present(True)  # from now on whatever the browser offers is taken at once
    page.goto(f"{site.platform}/accounts/login/", wait_until="commit")
    page.wait_for_url(f"{site.platform}/blogs/")


def test_a_device_that_says_no_is_told_and_may_try_again(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}}
    )
    page.goto(f"{site.platform}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Nothing happened")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()


def test_the_offer_is_declined_once_for_all(open_page: OpenPage, site: Site) -> None:
    page = open_page(javascript=False)
    address = sign_up(page, site)
    write(page, "First", "Words.")
    publish(page)
    page.get_by_role("button", name="No, thanks").click()
    page.goto(site.blog(address, "/studio/posts/new/"))
    write(page, "Second", "Words.")
    publish(page)
    expect(page.get_by_text("sign in without a password")).to_have_count(0)


def test_without_script_a_sentence_says_why_there_is_no_passkey(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page(javascript=False)
    page.goto(f"{site.platform}/accounts/login/")
    # Chromium parses <noscript> as ever when a test turns scripts off, and so does not show it.
    assert "needs JavaScript" in str(page.locator("noscript").first.inner_text())
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)


@widths
def test_name_browsers_and_email_are_changed(
    open_page: OpenPage, site: Site, javascript: bool, width: int
) -> None:
    page = open_page(javascript=javascript, width=width)
    sound = is_sound if javascript else sound_without_script
    address = sign_up_by_hand(page, site)
    page.goto(f"{site.platform}/accounts/")
    sound(page, "account")
    page.get_by_role("link", name="Change your name").click()
    page.get_by_label("Your name").fill("Reis")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("You are called Reis.")).to_be_visible()

    other = open_page(javascript=javascript, width=width)
    sign_in(other, site, email_of(address))
    other.wait_for_url("**/blogs/")
    page.get_by_role("link", name="See all").click()
    expect(page.locator("strong", has_text="Chrome on Linux")).to_have_count(2)
    sound(page, "sessions")
    page.get_by_role("button", name="Sign it out").click()
    expect(page.get_by_text("That browser is signed out, here and on all blogs.")).to_be_visible()
    other.goto(f"{site.platform}/blogs/")
    assert "/accounts/login/" in other.url

    page.goto(f"{site.platform}/accounts/email/")
    second = f"other-{address}@post.example"
    page.get_by_label("Another e-mail").fill(second)
    page.get_by_role("button", name="Add it").click()
    go_on(page)
    confirm(page, site, second)
    page.goto(f"{site.platform}/accounts/email/")
    sound(page, "emails")
    page.get_by_role("button", name="Sign in with this one").click()
    expect(page.get_by_text("You sign in with this e-mail from now on.")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("is off your account")).to_be_visible()


@widths
def test_everything_is_taken_along_and_the_account_closed_and_opened_again(
    open_page: OpenPage, site: Site, javascript: bool, width: int, tmp_path: Path
) -> None:
    page = open_page(javascript=javascript, width=width)
    sound = is_sound if javascript else sound_without_script
    address = sign_up(page, site)
    page.goto(f"{site.platform}/accounts/export/")
    go_on(page)
    sound(page, "export")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(tmp_path / "all.zip")
    assert "account.json" in zipfile.ZipFile(tmp_path / "all.zip").namelist()

    page.goto(f"{site.platform}/accounts/close/")
    page.get_by_label("Type your e-mail").fill("somebody@post.example")
    page.get_by_role("button", name="Close my account").click()
    expect(page.get_by_role("alert")).to_be_visible()
    sound(page, "close")
    page.get_by_label("Night Ferry").select_option("delete")
    page.get_by_label("Type your e-mail").fill(email_of(address))
    page.get_by_role("button", name="Close my account").click()
    expect(page.get_by_role("heading", name="Your account is closed.")).to_be_visible()
    sound(page, "closed")
    reader = open_page(width=width)
    answer = reader.goto(site.blog(address))
    for _try in range(150):
        if answer is not None and answer.status == 410:
            break
        reader.wait_for_timeout(100)
        answer = reader.reload()
    assert answer is not None
    assert answer.status == 410

    fresh = open_page(javascript=javascript, width=width)
    sign_in(fresh, site, email_of(address))
    expect(fresh.get_by_role("heading", name="Your account is closed.")).to_be_visible()
    fresh.get_by_role("button", name="Open it again").click()
    expect(fresh.get_by_text("Your account is open again.")).to_be_visible()
    sign_in(fresh, site, email_of(address))
    fresh.wait_for_url("**/blogs/")
    expect(fresh.get_by_text("Night Ferry").first).to_be_visible()
