"""A code is good once, soon, for one browser, one host and somebody who may enter."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.actions.end_sessions import end_all_sessions
from accounts.models import Session, User
from journal.models import AuditEntry
from tenants.models import Domain, HandoffCode, Membership, Tenant
from tests.conftest import BlogClient, MakeBlog
from tests.support.handoff import ask, assert_refused, blog_sessions, code_for, redeem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_counters")]
COOKIE = settings.HANDOFF_COOKIE_NAME
STUDIO = "/studio/posts/"


def test_only_the_hash_of_a_code_is_kept(platform: Client, blog: Client, alice: User) -> None:
    code = code_for(platform, blog)
    row = HandoffCode.objects.get()
    assert row.code_hash == sha256(code.encode()).hexdigest()
    assert row.user == alice
    assert timedelta(seconds=29) < row.expires_at - timezone.now() <= timedelta(seconds=30)
    assert code not in {row.challenge, row.next_path, row.parent_session}


def test_a_replayed_code_is_refused(
    platform: Client, blog: Client, blog_client: BlogClient, tenant: Tenant
) -> None:
    code = code_for(platform, blog)
    thief = blog_client(tenant)
    thief.cookies[COOKIE] = blog.cookies[COOKIE].value
    assert redeem(blog, code).status_code == 302
    assert_refused(redeem(thief, code), "This sign-in was used already", 400)
    assert blog_sessions() == 1


def test_asking_for_the_headers_alone_burns_no_code(platform: Client, blog: Client) -> None:
    code = code_for(platform, blog)
    assert blog.head("/handoff/", {"code": code}).status_code == 405
    assert redeem(blog, code).status_code == 302


def test_a_code_that_comes_twice_leads_whoever_is_in_to_the_studio(
    platform: Client, blog: Client
) -> None:
    code = code_for(platform, blog, "/studio/pages/")
    assert redeem(blog, code)["Location"] == "/studio/pages/"
    key = blog.cookies[settings.SESSION_COOKIE_NAME].value
    assert redeem(blog, code)["Location"] == STUDIO
    assert blog.cookies[settings.SESSION_COOKIE_NAME].value == key
    assert blog_sessions() == 1


def test_another_browser_is_refused_and_the_code_is_burned(
    platform: Client, blog: Client, blog_client: BlogClient, tenant: Tenant
) -> None:
    for verifier in (None, "x" * 42, "", "\u00fc" * 43):
        other = blog_client(tenant)
        if verifier is not None:
            other.cookies[COOKIE] = verifier
        fresh = code_for(platform, blog)
        assert_refused(redeem(other, fresh), "This sign-in began in another browser.", 403)
        assert_refused(redeem(blog, fresh), "This sign-in was used already", 400)
    assert blog_sessions() == 0


def test_a_browser_with_a_verifier_of_its_own_takes_the_way_anew(
    platform: Client, blog: Client, blog_client: BlogClient, tenant: Tenant
) -> None:
    other = blog_client(tenant)
    ask(other)
    code = code_for(platform, blog, "/studio/pages/")
    response = redeem(other, code)
    assert response["Location"] == "/login/?next=%2Fstudio%2Fpages%2F"
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    entry = AuditEntry.objects.get(action="handoff.refused")
    assert entry.details == {"why": "other browser"}
    assert_refused(redeem(blog, code), "This sign-in was used already", 400)
    assert blog_sessions() == 0


def test_tabs_that_set_out_together_all_arrive(platform: Client, blog: Client) -> None:
    codes = []
    for _tab in range(3):  # none knows yet which verifier the others were given
        blog.cookies.pop(COOKIE, None)
        codes.append(code_for(platform, blog))
    onward = redeem(blog, codes[0])
    assert onward["Location"] == "/login/?next=%2Fstudio%2Fposts%2F"
    again = code_for(platform, blog)  # this one must leave the others' verifier in place
    for code in (codes[2], again):
        assert redeem(blog, code)["Location"] == STUDIO
    assert redeem(blog, codes[1])["Location"] == STUDIO
    assert blog_sessions() == 1


@pytest.mark.parametrize("planted", ["x", "x" * 42, "\u00fc" * 43])
def test_what_is_no_verifier_is_not_kept(blog: Client, planted: str) -> None:
    blog.cookies[COOKIE] = planted
    ask(blog)
    assert blog.cookies[COOKIE].value != planted


def test_another_blogs_host_is_refused(
    platform: Client, blog: Client, blog_client: BlogClient, make_blog: MakeBlog, alice: User
) -> None:
    other = blog_client(make_blog("other", alice))
    code = code_for(platform, blog)
    other.cookies[COOKIE] = blog.cookies[COOKIE].value
    assert_refused(redeem(other, code), "This sign-in was for another blog.", 403)
    assert blog_sessions() == 0


def test_another_host_of_the_same_blog_is_refused(
    platform: Client, blog: Client, tenant: Tenant
) -> None:
    code = code_for(platform, blog)
    tenant.domains.update(is_primary=False)  # another address became the first meanwhile
    Domain.objects.create(tenant=tenant, domain="second.example", skeleton="second.example")
    elsewhere = blog.get("/handoff/", {"code": code}, HTTP_HOST="second.example")
    assert_refused(elsewhere, "This sign-in was for another blog.", 403)  # type: ignore[arg-type]


def test_a_late_code_is_refused(platform: Client, blog: Client) -> None:
    code = code_for(platform, blog)
    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        assert_refused(redeem(blog, code), "This sign-in took longer than half a minute.", 400)
    assert blog_sessions() == 0
    assert not HandoffCode.objects.exists()


def test_just_in_time_is_in_time(platform: Client, blog: Client) -> None:
    code = code_for(platform, blog)
    with time_machine.travel(timezone.now() + timedelta(seconds=29), tick=False):
        assert redeem(blog, code).status_code == 302


@pytest.mark.parametrize("code", ["", "x", "x" * 43, "\u00fc" * 43, "x" * 5000, "'; --"])
def test_a_made_up_code_is_refused(blog: Client, code: str) -> None:
    assert_refused(redeem(blog, code), "This sign-in was used already, or never began.", 400)


def test_no_code_at_all_is_refused(blog: Client) -> None:
    assert_refused(blog.get("/handoff/"), "This sign-in was used already, or never began.", 400)  # type: ignore[arg-type]


def test_a_code_from_before_the_epoch_was_raised_is_refused(
    platform: Client, blog: Client, alice: User
) -> None:
    code = code_for(platform, blog)
    end_all_sessions(alice, by=alice)
    assert_refused(redeem(blog, code), "You signed out in the meantime.", 403)


def test_a_code_of_a_session_that_has_ended_is_refused(platform: Client, blog: Client) -> None:
    code = code_for(platform, blog)
    platform.post("/accounts/logout/")
    assert_refused(redeem(blog, code), "You signed out in the meantime.", 403)


def test_a_code_of_somebody_blocked_is_refused(platform: Client, blog: Client, alice: User) -> None:
    code = code_for(platform, blog)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert_refused(redeem(blog, code), "You signed out in the meantime.", 403)


def test_a_code_of_somebody_who_left_the_team_is_refused(
    platform: Client, blog: Client, alice: User
) -> None:
    code = code_for(platform, blog)
    Membership.objects.filter(user=alice).delete()
    assert_refused(redeem(blog, code), "You don’t write on that blog.", 404)


def test_the_second_of_two_tabs_gets_in_too(platform: Client, blog: Client) -> None:
    first = code_for(platform, blog, "/studio/pages/")
    second = code_for(platform, blog, "/studio/posts/new/")
    assert redeem(blog, second)["Location"] == "/studio/posts/new/"
    assert redeem(blog, first)["Location"] == "/studio/pages/"
    assert blog_sessions() == 1


def test_the_second_tab_of_somebody_else_does_not(
    platform: Client, blog: Client, blog_client: BlogClient, tenant: Tenant, bob: User, join: object
) -> None:
    join(bob, tenant, "editor")  # type: ignore[operator]
    code = code_for(platform, blog)
    assert_refused(redeem(blog_client(tenant, bob), code), "began in another browser.", 403)


def test_a_session_that_somebody_planted_does_not_become_the_new_one(
    platform: Client, blog: Client, tenant: Tenant, blog_client: BlogClient, bob: User, join: object
) -> None:
    join(bob, tenant, "editor")  # type: ignore[operator]
    planted = blog_client(tenant, bob).cookies[settings.SESSION_COOKIE_NAME].value
    code = code_for(platform, blog)
    blog.cookies[settings.SESSION_COOKIE_NAME] = planted
    redeem(blog, code)
    assert blog.cookies[settings.SESSION_COOKIE_NAME].value != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_refusals_are_written_down_but_not_without_end(blog: Client, tenant: Tenant) -> None:
    for _ in range(35):
        redeem(blog, "x" * 43)
    entries = AuditEntry.objects.filter(action="handoff.refused")
    assert entries.count() == 30
    entry = entries.latest("at")
    assert (entry.tenant_id, entry.details) == (tenant.id, {"why": "unknown code"})
