"""Signing in on a blog by way of the platform."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.actions.end_sessions import end_all_sessions
from accounts.models import Session, User
from journal.models import AuditEntry
from tenants.actions.remove_member import remove_member
from tenants.models import Domain, HandoffCode, Membership, State, Tenant
from tests.conftest import BlogClient, Join, MakeBlog
from tests.support.handoff import ask, code_for, host_of, query_of, redeem, target_of

pytestmark = pytest.mark.django_db
COOKIE = settings.HANDOFF_COOKIE_NAME
STUDIO = "/studio/posts/"


@pytest.fixture(autouse=True)
def _no_counters(db: None) -> None:
    cache.clear()


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice)


@pytest.fixture
def platform(platform_client: BlogClient, alice: User) -> Client:
    """The platform's host in the browser where Alice is signed in."""
    return platform_client(alice)


@pytest.fixture
def blog(blog_client: BlogClient, tenant: Tenant) -> Client:
    """Her blog's host in the same browser: not signed in yet."""
    return blog_client(tenant)


def assert_refused(response: HttpResponse, sentence: str, status: int) -> None:
    assert response.status_code == status
    assert sentence in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert settings.SESSION_COOKIE_NAME not in {
        name for name, cookie in response.cookies.items() if cookie.value
    }


def blog_sessions() -> int:
    return Session.objects.filter(tenant_id__isnull=False).count()


def test_the_blog_keeps_a_verifier_and_sends_its_hash(blog: Client, tenant: Tenant) -> None:
    response = blog.get("/login/", {"next": "/studio/posts/new/"})
    cookie = response.cookies[COOKIE]
    assert len(cookie.value) == 43
    assert (cookie["max-age"], cookie["domain"], cookie["path"]) == (300, "", "/")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    url = urlsplit(response["Location"])
    assert (url.hostname, url.path) == (settings.PLATFORM_HOST, "/handoff/")
    assert query_of(response["Location"]) == {
        "host": host_of(tenant),
        "challenge": sha256(cookie.value.encode()).hexdigest(),
        "next": "/studio/posts/new/",
    }
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_the_whole_way_ends_in_the_studio(
    platform: Client, blog: Client, alice: User, tenant: Tenant
) -> None:
    response = redeem(blog, code_for(platform, blog))
    assert (response.status_code, response["Location"]) == (302, STUDIO)
    assert response["Referrer-Policy"] == "no-referrer"
    assert blog.get(STUDIO).status_code == 200
    row = Session.objects.get(tenant_id=tenant.id)
    assert (row.user, row.host) == (alice, host_of(tenant))
    assert row.parent_id == platform.cookies[settings.SESSION_COOKIE_NAME].value
    assert not HandoffCode.objects.exists()
    assert blog.cookies[COOKIE].value == ""
    actions = list(AuditEntry.objects.filter(action__startswith="handoff").order_by("at"))
    assert [entry.action for entry in actions] == ["handoff.issued", "handoff.entered"]
    assert {entry.tenant_id for entry in actions} == {tenant.id}


def test_the_session_lives_no_longer_than_the_platforms(platform: Client, blog: Client) -> None:
    soon = timezone.now() + timedelta(hours=1)
    Session.objects.update(expire_date=soon)
    redeem(blog, code_for(platform, blog))
    assert Session.objects.get(tenant_id__isnull=False).expire_date == soon


def test_signed_in_already_one_goes_right_there(
    blog_client: BlogClient, tenant: Tenant, alice: User
) -> None:
    response = blog_client(tenant, alice).get("/login/", {"next": "/studio/pages/"})
    assert response["Location"] == "/studio/pages/"
    assert COOKIE not in response.cookies


@pytest.mark.parametrize(
    "where", ["//evil.example", "/\\evil.example", "https://evil.example/", "/%2f/evil", "", "x"]
)
def test_a_next_that_leads_elsewhere_becomes_the_studio(
    blog: Client, blog_client: BlogClient, tenant: Tenant, alice: User, where: str
) -> None:
    assert query_of(target_of(blog.get("/login/", {"next": where})))["next"] == STUDIO  # type: ignore[arg-type]
    assert blog_client(tenant, alice).get("/login/", {"next": where})["Location"] == STUDIO


def test_the_platform_refuses_a_next_that_leads_elsewhere(platform: Client, blog: Client) -> None:
    path = ask(blog).replace("%2Fstudio%2Fposts%2F", "%2F%2Fevil.example")
    assert_refused(platform.get(path), "This sign-in is incomplete.", 400)  # type: ignore[arg-type]
    assert not HandoffCode.objects.exists()


@pytest.mark.parametrize("challenge", ["", "x", "g" * 64, "a" * 63, "A" * 64])
def test_the_platform_refuses_what_is_no_hash(platform: Client, challenge: str) -> None:
    data = {"host": "alice.inkstead.localhost", "challenge": challenge, "next": "/"}
    assert_refused(platform.get("/handoff/", data), "This sign-in is incomplete.", 400)  # type: ignore[arg-type]


def test_signed_out_one_signs_in_first_and_comes_back(
    platform_client: BlogClient, blog: Client, alice: User
) -> None:
    client, path = platform_client(), ask(blog)
    response = client.get(path)
    assert response["Location"].startswith("/accounts/login/?next=")
    data = {"login": alice.email, "password": "a sentence is fine"}
    after = client.post(response["Location"], data | {"next": path})
    assert after["Location"] == path
    code = query_of(target_of(client.get(path)))["code"]  # type: ignore[arg-type]
    assert redeem(blog, code)["Location"] == STUDIO


@pytest.mark.parametrize("site", ["none", "same-site", "cross-site"])
def test_from_outside_the_platform_answers_with_a_redirect(
    platform: Client, blog: Client, tenant: Tenant, site: str
) -> None:
    response = platform.get(ask(blog), headers={"sec-fetch-site": site})
    assert response.status_code == 302
    assert response["Location"].startswith(f"http://{host_of(tenant)}/handoff/?code=")
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {}])
def test_after_a_form_of_its_own_it_answers_with_a_page_that_moves_on(
    platform: Client, blog: Client, tenant: Tenant, headers: dict[str, str]
) -> None:
    response = platform.get(ask(blog), headers=headers)
    assert response.status_code == 200
    assert target_of(response).startswith(f"http://{host_of(tenant)}/handoff/?code=")  # type: ignore[arg-type]
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_only_the_hash_of_a_code_is_kept(platform: Client, blog: Client, alice: User) -> None:
    code = code_for(platform, blog)
    row = HandoffCode.objects.get()
    assert row.code_hash == sha256(code.encode()).hexdigest()
    assert row.user == alice
    assert timedelta(seconds=29) < row.expires_at - timezone.now() <= timedelta(seconds=30)
    assert code not in {row.challenge, row.next_path, row.parent_session}


def test_an_outsider_may_not_enter(
    platform_client: BlogClient, blog: Client, charlie: User
) -> None:
    response = platform_client(charlie).get(ask(blog))
    assert_refused(response, "You don’t write on that blog.", 404)  # type: ignore[arg-type]
    assert "/blogs/" in response.content.decode()
    assert not HandoffCode.objects.exists()


@pytest.mark.parametrize(
    "host", ["", "nobody.inkstead.localhost", "inkstead.localhost", "evil.example", "x" * 300]
)
def test_there_is_no_way_to_a_host_that_is_no_blog(platform: Client, host: str) -> None:
    data = {"host": host, "challenge": "a" * 64, "next": "/"}
    assert_refused(platform.get("/handoff/", data), "You don’t write on that blog.", 404)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [State.PROVISIONING, State.SUSPENDED, State.DELETED])
def test_there_is_no_way_to_a_blog_that_is_not_open(
    platform: Client, blog: Client, tenant: Tenant, state: State
) -> None:
    path = ask(blog)
    Tenant.objects.filter(pk=tenant.pk).update(state=state)
    assert platform.get(path).status_code == 404


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


def test_a_raised_epoch_ends_the_blogs_session(platform: Client, blog: Client, alice: User) -> None:
    redeem(blog, code_for(platform, blog))
    end_all_sessions(alice, by=alice)
    assert blog.get(STUDIO).status_code == 302
    assert platform.get("/blogs/").status_code == 302


def test_leaving_the_team_ends_the_blogs_session_and_no_other(
    platform: Client, blog: Client, alice: User, bob: User, tenant: Tenant, join: Join
) -> None:
    redeem(blog, code_for(platform, blog))
    join(alice, tenant, "editor")
    join(bob, tenant, "owner")
    remove_member(tenant.id, user_id=alice.id, by=bob)
    assert blog.get(STUDIO).status_code == 302
    assert blog_sessions() == 0
    assert platform.get("/blogs/").status_code == 200
    entry = AuditEntry.objects.get(action="membership.removed")
    assert (entry.actor_id, entry.details) == (bob.id, {"role": "editor"})


def test_a_lost_role_shuts_the_studio_even_while_the_session_lasts(
    platform: Client, blog: Client, alice: User
) -> None:
    redeem(blog, code_for(platform, blog))
    Membership.objects.filter(user=alice).delete()
    assert blog.get(STUDIO).status_code == 404


def test_the_session_of_one_blog_is_none_on_another(
    platform: Client, blog: Client, blog_client: BlogClient, make_blog: MakeBlog, alice: User
) -> None:
    other = blog_client(make_blog("other", alice))
    redeem(blog, code_for(platform, blog))
    other.cookies[settings.SESSION_COOKIE_NAME] = blog.cookies[settings.SESSION_COOKIE_NAME].value
    assert other.get(STUDIO).status_code == 302


def test_the_platforms_session_is_none_on_a_blog(platform: Client, blog: Client) -> None:
    blog.cookies[settings.SESSION_COOKIE_NAME] = platform.cookies[
        settings.SESSION_COOKIE_NAME
    ].value
    assert blog.get(STUDIO).status_code == 302


def test_refusals_are_written_down_but_not_without_end(blog: Client, tenant: Tenant) -> None:
    for _ in range(35):
        redeem(blog, "x" * 43)
    entries = AuditEntry.objects.filter(action="handoff.refused")
    assert entries.count() == 30
    entry = entries.latest("at")
    assert (entry.tenant_id, entry.details) == (tenant.id, {"why": "unknown code"})


@pytest.mark.parametrize("path", ["/login/", "/handoff/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_asking_and_coming_back_take_a_get(blog: Client, path: str, method: str) -> None:
    assert getattr(blog, method)(path).status_code == 405


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_so_does_the_platform(platform: Client, method: str) -> None:
    assert getattr(platform, method)("/handoff/").status_code == 405
