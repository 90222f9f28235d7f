"""An admin gives a blog to another account."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from accounts.bound_session import make_session
from accounts.models import Session, User
from journal.models import AuditEntry
from journal.work import run_platform_work
from tenants.actions.change import Refused
from tenants.actions.hand_over import LEAVES, hand_over, way_back
from tenants.models import Membership, Tenant
from tests.conftest import Join, MakeBlog

pytestmark = pytest.mark.django_db

WHY: dict[str, Any] = {"by": None, "reason": "because"}


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice)


def roles(blog: Tenant) -> dict[str, str]:
    return dict(Membership.objects.filter(tenant=blog).values_list("user__email", "role"))


def test_somebody_off_the_team_becomes_the_owner(blog: Tenant, alice: User, charlie: User) -> None:
    before = AuditEntry.objects.count()
    hand_over(blog, email=" Charlie@Post.example ", **WHY)
    assert roles(blog) == {charlie.email: "owner", "alice@post.example": "admin"}
    [entry] = AuditEntry.objects.order_by("-at")[: AuditEntry.objects.count() - before]
    assert entry.action == "tenant.handed_over"
    assert entry.details["owner_id"] == str(charlie.pk)
    assert entry.details["owner_before_id"] == str(alice.pk)


def test_the_new_owner_gets_a_letter(blog: Tenant, charlie: User) -> None:
    hand_over(blog, email=charlie.email, **WHY)
    while run_platform_work():
        pass
    letters = [one for one in mail.outbox if one.to == [charlie.email]]
    assert [one.subject for one in letters] == ["Alice is yours now"]
    assert "The people who run this place made you its owner." in letters[0].body


def test_the_owner_until_now_reads_why_and_not_to_whom(blog: Tenant, charlie: User) -> None:
    hand_over(blog, email=charlie.email, **WHY)
    while run_platform_work():
        pass
    [letter] = [one for one in mail.outbox if one.to == ["alice@post.example"]]
    assert letter.subject == "Alice has another owner"
    assert "“because”" in letter.body
    assert "Your role: Admin." in letter.body
    assert "charlie" not in letter.body.lower()


def test_the_owner_may_leave_and_is_out_at_once(blog: Tenant, alice: User, charlie: User) -> None:
    make_session(alice, host="alice.inkstead.localhost", tenant_id=blog.pk)
    make_session(alice, host="inkstead.localhost")
    hand_over(blog, email=charlie.email, stays_as=LEAVES, **WHY)
    assert roles(blog) == {charlie.email: "owner"}
    assert list(Session.objects.filter(user=alice).values_list("tenant_id", flat=True)) == [None]


def test_the_way_back_gives_everybody_their_part(
    blog: Tenant, alice: User, bob: User, charlie: User, join: Join
) -> None:
    join(bob, blog, "author")
    for heir in (bob, charlie):
        was = roles(blog)
        back: dict[str, Any] = way_back(blog, heir.email)
        hand_over(blog, email=heir.email, **WHY)
        hand_over(blog, **back, **WHY)
        assert roles(blog) == was


@pytest.mark.parametrize(
    "who", ["nobody@post.example", "alice@post.example", "closed@post.example"]
)
def test_what_cannot_be_is_refused_in_words(blog: Tenant, who: str) -> None:
    User.objects.create_user("closed@post.example", is_active=False)
    was, entries = roles(blog), AuditEntry.objects.count()
    with pytest.raises(Refused):
        hand_over(blog, email=who, **WHY)
    assert (roles(blog), AuditEntry.objects.count()) == (was, entries)
