"""The page behind an invitation's link."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tenants.actions.invite_member import invite_member
from tenants.actions.remove_member import remove_member
from tenants.models import Invitation, Membership, State, Tenant
from tenants.team.tokens import token_of
from tests.conftest import BlogClient, MakeUser
from tests.support.letters import deliver

pytestmark = pytest.mark.django_db

EMAIL = "dora@post.example"
NEW = {"email": EMAIL, "password": "a sentence is fine"}


@pytest.fixture
def letter(tenant: Tenant, alice: User) -> Invitation:
    return invite_member(tenant.id, role="editor", email=EMAIL, by=alice)


@pytest.fixture
def link(tenant: Tenant, alice: User) -> Invitation:
    return invite_member(tenant.id, role="author", by=alice)


def path(invitation: Invitation) -> str:
    return f"/invitations/{token_of(invitation.pk)}/"


def words(response: Any) -> str:
    return html.unescape(response.content.decode())


def role_of(email: str) -> str | None:
    return Membership.objects.filter(user__email=email).values_list("role", flat=True).first()


def test_it_says_who_invites_to_what(letter: Invitation, platform_client: BlogClient) -> None:
    response = platform_client().get(path(letter))
    assert "You are invited to write on “Alice writes”" in words(response)
    assert "Alice invites you" in words(response)
    assert "Editor" in words(response)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert role_of(EMAIL) is None, "looking joins nobody"


def test_a_newcomer_joins_with_a_password_alone(
    letter: Invitation, platform_client: BlogClient, tenant: Tenant
) -> None:
    client = platform_client()
    response = client.post(path(letter), NEW)
    assert response.status_code == 302
    assert response["Location"] == f"/blogs/{tenant.id}/opening/?next=%2Fstudio%2Fposts%2F"
    user = User.objects.get(email=EMAIL)
    assert user.email_confirmed
    assert EmailAddress.objects.get(user=user).verified
    assert role_of(EMAIL) == "editor"
    assert Tenant.objects.count() == 1, "no blog of their own"
    assert client.get("/blogs/").status_code == 200


def test_the_e_mail_of_a_letter_cannot_be_swapped(
    letter: Invitation, platform_client: BlogClient
) -> None:
    platform_client().post(path(letter), NEW | {"email": "eve@evil.example"})
    assert not User.objects.filter(email="eve@evil.example").exists()
    assert role_of(EMAIL) == "editor"


def test_by_link_somebody_gives_an_e_mail_and_confirms_it_later(
    link: Invitation, platform_client: BlogClient
) -> None:
    platform_client().post(path(link), NEW)
    assert not User.objects.get(email=EMAIL).email_confirmed
    assert [sent.to for sent in deliver()] == [[EMAIL]]


def test_posted_fields_give_nothing_more(link: Invitation, platform_client: BlogClient) -> None:
    more = {"role": "owner", "is_staff": "1", "is_superuser": "1", "tenant": "x"}
    platform_client().post(path(link), NEW | more)
    user = User.objects.get(email=EMAIL)
    assert (user.is_staff, user.is_superuser, role_of(EMAIL)) == (False, False, "author")


def test_a_weak_password_is_refused_and_nobody_joins(
    letter: Invitation, platform_client: BlogClient
) -> None:
    response = platform_client().post(path(letter), {"password": "short"})
    assert response.status_code == 200
    assert "autofocus" in words(response)
    assert not User.objects.filter(email=EMAIL).exists()


def test_who_has_an_account_signs_in_first(
    letter: Invitation, link: Invitation, platform_client: BlogClient, user_factory: MakeUser
) -> None:
    user_factory(EMAIL)
    assert "Sign in, then accept" in words(platform_client().post(path(letter), NEW))
    assert "There is an account with this e-mail" in words(platform_client().post(path(link), NEW))
    assert role_of(EMAIL) is None


def test_who_is_signed_in_accepts_and_their_e_mail_is_confirmed(
    letter: Invitation, platform_client: BlogClient, user_factory: MakeUser
) -> None:
    dora = user_factory(EMAIL)
    client = platform_client(dora)
    assert "Accept and go there" in words(client.get(path(letter)))
    assert client.post(path(letter)).status_code == 302
    assert role_of(EMAIL) == "editor"
    dora.refresh_from_db()
    assert dora.email_confirmed
    assert client.post(path(letter)).status_code == 302, "a second click leads there too"
    assert "on this blog’s team already" in words(client.get(path(letter)))


def test_another_account_cannot_use_a_letter(
    letter: Invitation, platform_client: BlogClient, charlie: User
) -> None:
    response = platform_client(charlie).post(path(letter))
    assert "another e-mail than the one you signed in with" in words(response)
    assert role_of(charlie.email) is None


def test_a_link_is_good_once(
    link: Invitation, platform_client: BlogClient, charlie: User, user_factory: MakeUser
) -> None:
    platform_client(charlie).post(path(link))
    response = platform_client(user_factory(EMAIL)).post(path(link))
    assert (response.status_code, role_of(EMAIL)) == (410, None)
    assert "has been used" in words(response)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"revoked_at": timezone.now()}, "was taken back"),
        ({"expires_at": timezone.now() - timedelta(1)}, "has run out"),
        ({"invited_by": None}, "may no longer do so"),
    ],
)
def test_one_that_is_over_says_so(
    change: dict[str, object], sentence: str, link: Invitation, platform_client: BlogClient
) -> None:
    Invitation.objects.update(**change)
    for response in (platform_client().get(path(link)), platform_client().post(path(link), NEW)):
        assert response.status_code == 410
        assert sentence in words(response)
    assert not User.objects.filter(email=EMAIL).exists()


@pytest.mark.parametrize("state", [State.SUSPENDED, State.DELETED])
def test_nobody_joins_a_blog_that_is_closed(
    state: str, link: Invitation, platform_client: BlogClient
) -> None:
    Tenant.objects.update(state=state)
    assert "not open at the moment" in words(platform_client().get(path(link)))


def test_an_invitation_is_worth_what_its_inviter_may_do_now(
    tenant: Tenant, alice: User, admin: User, platform_client: BlogClient
) -> None:
    link = invite_member(tenant.id, role="admin", by=admin)
    remove_member(tenant.id, user_id=admin.id, by=alice)
    assert platform_client().post(path(link), NEW).status_code == 410
    assert role_of(EMAIL) is None


@pytest.mark.parametrize("token", ["nothing", "a.b", "%E2%80%AE", "x" * 500])
def test_a_made_up_link_leads_nowhere(token: str, platform_client: BlogClient) -> None:
    response = platform_client().get(f"/invitations/{token}/")
    assert (response.status_code, "no such invitation" in words(response)) == (404, True)


def test_your_blogs_shows_what_waits_for_a_confirmed_e_mail(
    letter: Invitation, platform_client: BlogClient, user_factory: MakeUser
) -> None:
    dora = user_factory(EMAIL)
    client: Client = platform_client(dora)
    assert path(letter) not in words(client.get("/blogs/"))
    User.objects.filter(pk=dora.pk).update(email_confirmed_at=timezone.now())
    assert path(letter) in words(client.get("/blogs/"))
