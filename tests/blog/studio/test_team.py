"""The Team room."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from tenants.models import Invitation, Membership, Tenant
from tenants.team.tokens import token_of
from tests.conftest import BlogClient, Join, MakeBlog, MakeUser

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User, bob: User, join: Join) -> Tenant:
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    alice.refresh_from_db()
    tenant = make_blog("alice", owner=alice)
    join(bob, tenant, "author")
    return tenant


@pytest.fixture
def owner(tenant: Tenant, alice: User, blog_client: BlogClient) -> Client:
    return blog_client(tenant, alice)


def words(response: Any) -> str:
    return html.unescape(response.content.decode())


def role_of(user: User) -> str | None:
    return Membership.objects.filter(user=user).values_list("role", flat=True).first()


def test_everybody_on_the_team_sees_who_is_on_it(
    tenant: Tenant, bob: User, owner: Client, blog_client: BlogClient
) -> None:
    seen = words(blog_client(tenant, bob).get("/studio/team/"))
    assert "Alice" in seen
    assert "alice@post.example" not in seen, "e-mails are for those who invite"
    assert "Invite somebody" not in seen
    assert "Remove" not in seen
    assert "bob@post.example" in words(owner.get("/studio/team/"))


def test_the_owner_invites_by_letter(owner: Client) -> None:
    data = {"email": "dora@post.example", "role": "editor", "do": "letter"}
    response = owner.post("/studio/team/invite/", data, follow=True)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("dora@post.example", "editor")
    assert "A letter is on its way to dora@post.example." in words(response)
    assert token_of(invitation.pk) not in words(response), "the link is its reader's alone"


def test_the_owner_makes_a_link(owner: Client) -> None:
    data = {"email": "not read", "role": "author", "do": "link"}
    response = owner.post("/studio/team/invite/", data, follow=True)
    assert token_of(Invitation.objects.get().pk) in words(response)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": ""}, "Whom should the letter go to?"),
        ({"email": "no"}, "That is no e-mail address yet."),
        ({"email": "bob@post.example"}, "on the team already"),
        ({"role": "owner"}, "Select a valid choice"),
        ({"role": ""}, "required"),
    ],
)
def test_a_slip_is_said_and_kept(change: dict[str, str], sentence: str, owner: Client) -> None:
    data = {"email": "dora@post.example", "role": "editor", "do": "letter"} | change
    response = owner.post("/studio/team/invite/", data)
    assert sentence in words(response)
    assert "autofocus" in words(response)
    if data["email"]:
        assert f'value="{data["email"]}"' in words(response)
    assert not Invitation.objects.exists()


def test_a_role_is_changed(owner: Client, bob: User) -> None:
    response = owner.post(f"/studio/team/{bob.id}/role/", {"role": "editor"}, follow=True)
    assert role_of(bob) == "editor"
    assert "Bob is now: Editor." in words(response)
    owner.post(f"/studio/team/{bob.id}/role/", {"role": "owner"})
    assert role_of(bob) == "editor"


def test_removing_can_be_undone(owner: Client, bob: User) -> None:
    response = owner.post(f"/studio/team/{bob.id}/remove/", follow=True)
    assert role_of(bob) is None
    undo = re.search(r'formaction="([^"]+)"', words(response))
    assert undo is not None
    assert "Bob is back on the team." in words(owner.post(undo[1], follow=True))
    assert role_of(bob) == "author"
    assert "on the team already" in words(owner.post(undo[1], follow=True))


def test_an_undo_is_good_on_its_own_blog_alone(
    owner: Client, bob: User, charlie: User, make_blog: MakeBlog, blog_client: BlogClient
) -> None:
    page = words(owner.post(f"/studio/team/{bob.id}/remove/", follow=True))
    undo = re.search(r'formaction="([^"]+)"', page)
    assert undo is not None
    other = blog_client(make_blog("charlie", owner=charlie), charlie)
    assert "no longer be undone" in words(other.post(undo[1], follow=True))
    assert role_of(bob) is None


def test_an_invitation_is_taken_back_and_that_too(owner: Client) -> None:
    owner.post("/studio/team/invite/", {"role": "author", "do": "link"})
    invitation = Invitation.objects.get()
    path = f"/studio/team/invitations/{invitation.pk}"
    response = owner.post(f"{path}/revoke/", follow=True)
    assert "is taken back" in words(response)
    assert not Invitation.objects.open().exists()
    assert f'formaction="{path}/restore/"' in words(response)
    owner.post(f"{path}/restore/")
    assert Invitation.objects.open().exists()


def test_a_name_is_shown_as_text(owner: Client, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(name="<img src=x onerror=alert(1)>")
    assert b"<img src=x" not in owner.get("/studio/team/").content


def test_the_room_asks_as_often_for_many_as_for_few(
    owner: Client,
    tenant: Tenant,
    join: Join,
    user_factory: MakeUser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(20):
        join(user_factory(f"p{number}@post.example"), tenant, "author")
    with django_assert_max_num_queries(15):
        owner.get("/studio/team/")
