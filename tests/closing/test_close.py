"""Closing an account: the page, what becomes of blogs, and who may not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Session, User
from journal.models import AuditEntry, PlatformWork
from tenants.actions.trash_tenant import trash_tenant
from tenants.models import Invitation, Membership, State, Tenant
from tests.conftest import PASSWORD, BlogClient, Join, MakeBlog
from tests.support.letters import deliver, html_of

pytestmark = pytest.mark.django_db
CLOSE = "/accounts/close/"


def chosen(tenant: Tenant, what: object, email: str = "alice@post.example") -> dict[str, str]:
    return {f"blog_{tenant.id.hex}": str(what), "email": email}


def is_open(user: User) -> bool:
    user.refresh_from_db()
    return user.is_active and user.closed_at is None


def test_it_is_closed_at_once_and_everywhere(
    sure: Client, platform_client: BlogClient, blog_client: BlogClient, tenant: Tenant, alice: User
) -> None:
    elsewhere, on_blog = platform_client(alice), blog_client(tenant, alice)
    page = sure.post(CLOSE, chosen(tenant, "delete"), follow=True).content.decode()
    assert "Your account is closed." in page
    assert "Open it again" in page
    assert not is_open(alice)
    assert not Session.objects.filter(user=alice).exists()
    assert elsewhere.get("/blogs/").status_code == 302
    assert on_blog.get("/studio/posts/").status_code in {302, 410}
    tenant.refresh_from_db()
    assert tenant.state == State.DELETED
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"user.closed", "tenant.trashed"} <= actions
    work = PlatformWork.objects.get(kind="erase_account")
    assert timedelta(days=29, hours=23) < work.due_at - timezone.now() <= timedelta(days=30)


def test_a_letter_says_until_when_and_how_to_come_back(
    sure: Client, tenant: Tenant, alice: User
) -> None:
    sure.post(CLOSE, chosen(tenant, "delete"))
    (letter,) = deliver()
    assert (letter.to, letter.subject) == ([alice.email], "Your account is closed")
    for words in (str(letter.body), html_of(letter)):
        assert "/accounts/reopen/" in words


def test_a_blog_is_handed_over(
    sure: Client, tenant: Tenant, alice: User, bob: User, join: Join
) -> None:
    join(bob, tenant, "author")
    assert "Hand it over to Bob · bob@post.example" in sure.get(CLOSE).content.decode()
    sure.post(CLOSE, chosen(tenant, bob.id))
    assert not is_open(alice)
    assert Membership.objects.get(tenant=tenant, role="owner").user == bob
    tenant.refresh_from_db()
    assert tenant.state == State.READY


def test_every_blog_has_its_own_choice(
    sure: Client, tenant: Tenant, make_blog: MakeBlog, alice: User, bob: User, join: Join
) -> None:
    second = make_blog("second", alice)
    join(bob, second, "admin")
    both = chosen(tenant, "delete") | chosen(second, bob.id)
    sure.post(CLOSE, both)
    tenant.refresh_from_db()
    second.refresh_from_db()
    assert (tenant.state, second.state) == (State.DELETED, State.READY)


@pytest.mark.parametrize(
    ("what", "email", "sentence"),
    [
        ("", "alice@post.example", "Say what becomes of it."),
        ("delete", "", "Type your e-mail, so that it is no slip."),
        ("delete", "bob@post.example", "You sign in with alice@post.example."),
        ("nonsense", "alice@post.example", "That is not to be had any more."),
        ("00000000-0000-0000-0000-000000000000", "alice@post.example", "not to be had"),
    ],
)
def test_bad_input_closes_nothing_and_is_kept(
    sure: Client, tenant: Tenant, alice: User, what: str, email: str, sentence: str
) -> None:
    page = sure.post(CLOSE, chosen(tenant, what, email)).content.decode()
    assert sentence in page
    assert 'role="alert"' in page
    assert is_open(alice)
    tenant.refresh_from_db()
    assert tenant.state == State.READY


def test_nobody_outside_the_team_gets_a_blog(
    sure: Client, tenant: Tenant, alice: User, charlie: User
) -> None:
    sure.post(CLOSE, chosen(tenant, charlie.id))
    assert is_open(alice)


def test_nobody_whose_account_is_closed_gets_a_blog(
    sure: Client, tenant: Tenant, alice: User, bob: User, join: Join
) -> None:
    join(bob, tenant, "admin")
    User.objects.filter(pk=bob.pk).update(is_active=False)
    sure.post(CLOSE, chosen(tenant, bob.id))
    assert is_open(alice)


def test_a_blog_that_came_meanwhile_is_asked_about(
    sure: Client, tenant: Tenant, make_blog: MakeBlog, alice: User
) -> None:
    second = make_blog("second", alice)
    page = sure.post(CLOSE, chosen(tenant, "delete")).content.decode()
    assert "Say what becomes of it." in page
    second.refresh_from_db()
    tenant.refresh_from_db()
    assert (tenant.state, second.state) == (State.READY, State.READY)


def test_one_that_is_still_being_made_waits(sure: Client, tenant: Tenant, alice: User) -> None:
    Tenant.objects.filter(pk=tenant.pk).update(state=State.PROVISIONING)
    page = sure.post(CLOSE, chosen(tenant, "delete")).content.decode()
    assert "still being made" in page
    assert is_open(alice)


def test_one_in_the_trash_is_told_and_stays_there(
    sure: Client, tenant: Tenant, alice: User
) -> None:
    trash_tenant(tenant, by=alice, reason="enough")
    page = sure.get(CLOSE).content.decode()
    assert "In the trash already" in page
    assert "Alice writes" in page
    sure.post(CLOSE, {"email": alice.email})
    assert not is_open(alice)


def test_a_suspended_blog_can_be_deleted(sure: Client, tenant: Tenant, alice: User) -> None:
    Tenant.objects.filter(pk=tenant.pk).update(state=State.SUSPENDED)
    sure.post(CLOSE, chosen(tenant, "delete"))
    tenant.refresh_from_db()
    assert (tenant.state, tenant.state_before) == (State.DELETED, State.SUSPENDED)


def test_without_a_blog_the_email_is_enough(sure: Client, alice: User) -> None:
    sure.post(CLOSE, {"email": " Alice@Post.example "})
    assert not is_open(alice)


def test_admins_of_the_platform_stay(sure: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    assert "You are an admin of this platform." in sure.get(CLOSE).content.decode()
    sure.post(CLOSE, {"email": alice.email})
    assert is_open(alice)


def test_the_password_is_asked_for_first(platform_client: BlogClient, alice: User) -> None:
    for method in ("get", "post"):
        response = getattr(platform_client(alice), method)(CLOSE, {"email": alice.email})
        assert response["Location"].startswith("/accounts/reauthenticate/?next=")
    assert is_open(alice)


def test_a_stranger_signs_in_first(platform_client: BlogClient) -> None:
    assert platform_client().get(CLOSE)["Location"].startswith("/accounts/login/?next=")


def test_wrong_methods(sure: Client) -> None:
    assert sure.put(CLOSE).status_code == 405


def test_invitations_of_somebody_closed_let_nobody_in(
    sure: Client, tenant: Tenant, alice: User, bob: User, join: Join, platform_client: BlogClient
) -> None:
    from tenants.actions.invite_member import invite_member
    from tenants.team.tokens import url_of

    invitation: Any = invite_member(tenant.id, role="author", by=alice)
    join(bob, tenant, "author")
    sure.post(CLOSE, chosen(tenant, bob.id))
    page = platform_client().get(url_of(invitation.pk))
    assert (page.status_code, "may no longer do so" in page.content.decode()) == (410, True)
    assert Invitation.objects.filter(accepted_at=None).count() == 1


def test_a_closed_account_gets_no_reset_letter(
    sure: Client, alice: User, platform_client: BlogClient
) -> None:
    sure.post(CLOSE, {"email": alice.email})
    deliver()
    platform_client().post("/accounts/password/reset/", {"email": alice.email})
    assert deliver() == []


def test_posting_twice_closes_once(sure: Client, alice: User, platform_client: BlogClient) -> None:
    twin = platform_client(alice)
    twin.post("/accounts/reauthenticate/", {"password": PASSWORD})
    sure.post(CLOSE, {"email": alice.email})
    twin.post(CLOSE, {"email": alice.email})
    assert PlatformWork.objects.filter(kind="erase_account").count() == 1
