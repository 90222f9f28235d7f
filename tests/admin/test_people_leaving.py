"""What an admin does for somebody who asks by letter: the archive, closing and opening."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Session, User
from inkstead.admin.deed import Deed
from inkstead.admin.people_deeds import PEOPLE
from journal.models import AuditEntry, PlatformWork
from tenants.actions.archive_person import archive_person
from tenants.actions.close_person import close_person
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.models import State, Tenant
from tests.conftest import BlogClient, MakeBlog, MakeUser
from tests.support.admin import admin_client
from tests.support.hands import Hands
from tests.support.letters import deliver, html_of, links
from tests.support.waiting import until, waiting

pytestmark = pytest.mark.django_db
WHY = {"reason": "Letter of 12 May, answered from the e-mail."}
SURE = {**WHY, "email": "alice@post.example"}
FRESH = sorted(deed.verb for deed in PEOPLE if deed.fresh)


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice, "Alice writes")


@pytest.fixture
def page(alice: User) -> str:
    return f"/admin/people/{alice.pk}/"


def state(tenant: Tenant) -> str:
    tenant.refresh_from_db()
    return str(tenant.state)


def close(person: User) -> None:
    close_person(person, by=None, reason="before")
    deliver()


def unzipped(answer: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


# --- the archive


def test_the_archive_is_downloaded_from_the_page_and_written_down_once(
    admin: Client, ada: User, blog: Tenant, alice: User, page: str
) -> None:
    assert f"{page}archive/file/" not in admin.get(page).text
    shown = admin.post(f"{page}archive/", WHY, follow=True)
    assert f'href="{page}archive/file/"' in shown.text
    answer = admin.get(f"{page}archive/file/")
    assert answer["Content-Type"] == "application/zip"
    name = rf"inkstead-\d{{4}}-\d\d-\d\d-{alice.pk.hex[:8]}\.zip"
    assert re.fullmatch(rf'attachment; filename="{name}"', answer["Content-Disposition"])
    assert "no-store" in answer["Cache-Control"]
    with unzipped(answer) as found:
        assert json.loads(found.read("account.json"))["profile"]["email"] == alice.email
        assert any(name.startswith("blogs/alice.") for name in found.namelist())
    with unzipped(admin.get(f"{page}archive/file/")) as again:  # the line was cut, say
        assert again.testzip() is None
    entry = AuditEntry.objects.get(action="user.given_out")
    assert (entry.actor_id, entry.target) == (ada.pk, alice.email)
    assert entry.details["reason"] == WHY["reason"]
    [letter] = deliver()
    assert (letter.to, letter.subject) == ([alice.email], "What is held about you was given out")
    for words in (str(letter.body), html_of(letter)):
        assert re.search(r"On \d+ \w+ \d{4}, \d\d:\d\d UTC all that is held", words)
        assert "Did you not ask for this? Write to" in words
        assert settings.CONTACT_EMAIL in words


def test_who_did_not_ask_says_first_what_it_is_for(
    admin: Client, user_factory: MakeUser, blog: Tenant, alice: User, bob: User, page: str
) -> None:
    answer = admin.get(f"{page}archive/file/", follow=True)
    assert answer.redirect_chain == [(f"{page}archive/", 302)]
    assert "Say first what it is for." in answer.text
    other = user_factory("eve@post.example")
    archive_person(alice, by=other, reason="because")
    assert admin.get(f"{page}archive/file/").status_code == 302
    admin.post(f"/admin/people/{bob.pk}/archive/", WHY)
    assert admin.get(f"{page}archive/file/").status_code == 302
    assert admin_client(other).get(f"{page}archive/file/").status_code == 200


def test_after_an_hour_it_is_asked_for_anew(admin: Client, ada: User, alice: User) -> None:
    page = f"/admin/people/{alice.pk}/"
    with time_machine.travel(timezone.now() - timedelta(minutes=61), tick=False):
        archive_person(alice, by=ada, reason="because")
    assert "archive/file/" not in admin.get(page).text
    assert admin.get(f"{page}archive/file/")["Location"] == f"{page}archive/"


@pytest.mark.parametrize("verb", [*FRESH, "archive/file"])
def test_the_second_factor_is_asked_for_again(
    verb: str, admin: Client, ada: User, blog: Tenant, alice: User, page: str
) -> None:
    archive_person(alice, by=ada, reason="because")
    before = AuditEntry.objects.count()
    session = admin.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    for method in ("get", "post") if "/" not in verb else ("get",):
        answer = getattr(admin, method)(f"{page}{verb}/", SURE)
        assert answer["Location"].startswith("/accounts/second/again/"), method
    assert AuditEntry.objects.count() == before
    assert User.objects.get(pk=alice.pk).is_active


# --- closing, and back


def test_closing_is_what_they_could_do_themselves_and_undo_brings_it_back(
    admin: Client, ada: User, blog: Tenant, alice: User, page: str, platform_client: BlogClient
) -> None:
    theirs = platform_client(alice)
    form = admin.get(f"{page}close/").text
    assert "Alice writes" in form
    assert f'href="/admin/blogs/{blog.pk}/hand-over/"' in form
    shown = admin.post(f"{page}close/", WHY, follow=True)
    alice.refresh_from_db()
    assert (alice.is_active, state(blog)) == (False, State.DELETED)
    assert not Session.objects.filter(user=alice).exists()
    assert theirs.get("/blogs/").status_code == 302
    work = PlatformWork.objects.get(kind="erase_account")
    assert timedelta(days=29, hours=23) < work.due_at - timezone.now() <= timedelta(days=30)
    [letter] = deliver()
    assert (letter.to, letter.subject) == ([alice.email], "Your account is closed")
    assert any("/accounts/reopen/" in link for link in links(letter))
    for words in (str(letter.body), html_of(letter)):
        assert "Did you not ask for this? Open it again, choose a new password, and write" in words
        assert settings.CONTACT_EMAIL in words
    assert "erased on" in shown.text

    undo = shown.context["undo"]
    assert undo["url"] == f"{page}reopen/"
    admin.post(undo["url"], dict(undo["fields"]))
    alice.refresh_from_db()
    assert (alice.is_active, alice.closed_at, state(blog)) == (True, None, State.READY)
    entry = AuditEntry.objects.get(action="user.reopened")
    assert (entry.actor_id, entry.details["reason"]) == (ada.pk, "Undone.")
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        deliver()
    assert User.objects.filter(pk=alice.pk).exists()


def test_opening_again_can_be_undone_too(
    admin: Client, blog: Tenant, alice: User, page: str
) -> None:
    close(alice)
    shown = admin.get(page).text
    assert 'href="reopen/"' in shown
    assert 'href="enable/"' not in shown
    undo = admin.post(f"{page}reopen/", WHY, follow=True).context["undo"]
    assert state(blog) == State.READY
    admin.post(undo["url"], dict(undo["fields"]))
    assert state(blog) == State.DELETED


@pytest.mark.parametrize("how", ["new", "restored"])
def test_undo_of_opening_again_closes_no_blog_that_did_not_come_back(
    how: str, admin: Client, blog: Tenant, alice: User, page: str, make_blog: MakeBlog
) -> None:
    second = make_blog("second", alice, "Second")
    if how == "new":
        trash_tenant(second, by=alice, reason="enough")
    close(alice)
    if how == "restored":
        restore_tenant(second, by=None, reason="for a mate")
    undo = admin.post(f"{page}reopen/", WHY, follow=True).context["undo"]
    if how == "new":
        restore_tenant(second, by=None, reason="anew")
    refused = admin.post(undo["url"], dict(undo["fields"]))
    assert refused.status_code == 422
    assert refused.text.count("Their blogs changed meanwhile.") == 1
    assert "Second" in refused.text
    assert (state(blog), state(second)) == (State.READY, State.READY)
    assert User.objects.get(pk=alice.pk).is_active
    trash_tenant(second, by=alice, reason="enough")
    assert admin.post(undo["url"], dict(undo["fields"])).status_code == 302
    assert state(blog) == State.DELETED


def test_a_blog_that_came_since_the_form_was_shown_is_not_taken_along(
    admin: Client, blog: Tenant, alice: User, page: str, make_blog: MakeBlog
) -> None:
    seen = blogs_on(admin.get(f"{page}close/").text)
    second = make_blog("second", alice, "Second")
    refused = admin.post(f"{page}close/", {**WHY, "blogs": seen})
    assert refused.status_code == 422
    assert refused.text.count("Their blogs changed meanwhile.") == 1
    assert WHY["reason"] in refused.text
    assert (state(blog), state(second)) == (State.READY, State.READY)
    now = blogs_on(refused.text)
    assert sorted(now.split()) == sorted([str(blog.pk), str(second.pk)])
    assert admin.post(f"{page}close/", {**WHY, "blogs": now}).status_code == 302
    assert (state(blog), state(second)) == (State.DELETED, State.DELETED)


def test_another_blog_is_said_to_be_there_also_when_something_else_is_wrong(
    admin: Client, blog: Tenant, alice: User, page: str, make_blog: MakeBlog
) -> None:
    seen = blogs_on(admin.get(f"{page}close/").text)
    second = make_blog("second", alice, "Second")
    refused = admin.post(f"{page}close/", {"reason": "", "blogs": seen})
    assert refused.status_code == 422
    assert "Say why." in refused.text
    assert refused.text.count("Their blogs changed meanwhile.") == 1
    assert str(second.pk) in blogs_on(refused.text)
    again = admin.post(f"{page}close/", {"reason": "", "blogs": blogs_on(refused.text)})
    assert "Their blogs changed meanwhile." not in again.text


@pytest.mark.parametrize("nonsense", ["", "x y", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_blogs_that_are_none_close_nothing(
    nonsense: str, admin: Client, blog: Tenant, alice: User, page: str
) -> None:
    answer = admin.post(f"{page}close/", {**WHY, "blogs": nonsense})
    assert (answer.status_code, state(blog)) == (422, State.READY)
    assert 'role="alert"' in answer.text


def test_a_blog_that_is_still_being_made_waits(
    admin: Client, blog: Tenant, alice: User, page: str
) -> None:
    Tenant.objects.filter(pk=blog.pk).update(state=State.PROVISIONING)
    answer = admin.post(f"{page}close/", WHY)
    assert answer.status_code == 422
    assert "A blog of theirs is still being made." in answer.text
    assert User.objects.get(pk=alice.pk).is_active


def test_a_stale_undo_of_disable_opens_no_closed_account(
    admin: Client, blog: Tenant, alice: User, page: str
) -> None:
    undo = admin.post(f"{page}disable/", WHY, follow=True).context["undo"]
    admin.post(f"{page}enable/", WHY)
    close(alice)
    answer = admin.post(undo["url"], dict(undo["fields"]))
    assert answer.status_code == 422
    assert "is closed, not disabled. Open it again instead." in answer.text
    assert not User.objects.get(pk=alice.pk).is_active


# --- any of it


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", PEOPLE, ids=lambda deed: deed.verb)
def test_somebody_who_vanishes_meanwhile_is_no_error(
    deed: Deed, admin: Client, alice: User, page: str, blog: Tenant
) -> None:
    """The page found them, and then waits for the row, which goes."""
    fields = {**SURE, "blog": "alice.inkstead.localhost"}
    with Hands(1) as another:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=alice.pk)
            pressed = another.submit(admin.post, f"{page}{deed.verb}/", fields)
            until(lambda: waiting() == 1)
            alice.delete()
        answer = pressed.result(timeout=60)
    assert answer.status_code == 422
    assert "This account is not there any more." in answer.text


def test_an_admin_has_their_own_and_no_other_admins(
    admin: Client, ada: User, user_factory: MakeUser
) -> None:
    other = user_factory("eve@post.example", is_staff=True)
    mine, theirs = f"/admin/people/{ada.pk}/", f"/admin/people/{other.pk}/"
    assert 'href="archive/"' not in admin.get(theirs).text
    answer = admin.post(f"{theirs}archive/", WHY)
    assert answer.status_code == 422
    assert f"{other.email} is an admin of this platform: end that first." in answer.text
    assert not AuditEntry.objects.filter(action="user.given_out").exists()
    assert admin.get(f"{theirs}archive/file/").status_code == 302
    assert 'href="archive/"' in admin.get(mine).text
    assert admin.post(f"{mine}archive/", WHY).status_code == 302
    assert admin.get(f"{mine}archive/file/").status_code == 200


@pytest.mark.parametrize("verb", ["close", "erase"])
@pytest.mark.parametrize("who", ["another", "oneself"])
def test_admins_of_the_platform_stay(
    verb: str, who: str, admin: Client, ada: User, user_factory: MakeUser
) -> None:
    person = ada if who == "oneself" else user_factory("eve@post.example", is_staff=True)
    before = AuditEntry.objects.count()
    page = f"/admin/people/{person.pk}/"
    assert f'href="{verb}/"' not in admin.get(page).text
    answer = admin.post(f"{page}{verb}/", {**WHY, "email": person.email})
    assert answer.status_code == 422
    assert f"{person.email} is an admin of this platform: end that first." in answer.text
    assert User.objects.get(pk=person.pk).is_active
    assert AuditEntry.objects.count() == before


def blogs_on(html: str) -> str:
    """What the form says to have shown."""
    found = re.search(r'name="blogs" value="([^"]*)"', html)
    assert found
    return found[1]
