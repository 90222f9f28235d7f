"""Roles change, people go: by whom, and what follows at once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import Session, User
from journal.models import AuditEntry
from tenants.actions.add_member import add_member
from tenants.actions.change_role import change_role
from tenants.actions.remove_member import remove_member
from tenants.actions.team import Problem, TeamError
from tenants.actions.transfer_blog import transfer_blog
from tenants.models import HandoffCode, Membership, Tenant
from tenants.roles import RIGHTS, WORDS, May, Role, may_give, may_touch
from tests.conftest import BlogClient, Join, MakeBlog
from tests.support.hands import Hands
from tests.support.letters import deliver

pytestmark = pytest.mark.django_db


def role_of(user: User) -> str | None:
    return Membership.objects.filter(user=user).values_list("role", flat=True).first()


def test_who_may_give_and_touch_what() -> None:
    given = {a: [str(r) for r in Role if may_give(a, r)] for a in Role}
    below = ["admin", "editor", "author", "contributor"]
    assert given == {
        "owner": below,
        "admin": below,
        "editor": [],
        "author": [],
        "contributor": [],
    }
    assert given == {a: [str(r) for r in Role if may_touch(a, r)] for a in Role}
    assert not any(may_give(None, role) or may_touch(None, role) for role in Role)


def test_each_role_has_the_rights_of_those_below() -> None:
    ranks = list(RIGHTS.values())
    assert all(low < high for low, high in pairwise(ranks))
    assert set(WORDS) == set(May)


def test_a_new_role_counts_with_the_next_request(
    tenant: Tenant, alice: User, bob: User, join: Join, blog_client: BlogClient
) -> None:
    join(bob, tenant, "author")
    client = blog_client(tenant, bob)
    assert client.get("/studio/settings/").status_code == 403
    change_role(tenant.id, user_id=bob.id, role="admin", by=alice)
    assert client.get("/studio/settings/").status_code == 200
    entry = AuditEntry.objects.get(action="membership.changed")
    assert entry.details == {"role": "admin", "before": "author"}


def test_the_owner_is_touched_by_nobody(tenant: Tenant, alice: User, admin: User) -> None:
    with pytest.raises(PermissionDenied):
        change_role(tenant.id, user_id=alice.id, role="author", by=admin)
    for by in (admin, alice):
        with pytest.raises(TeamError) as caught:
            remove_member(tenant.id, user_id=alice.id, by=by)
        assert caught.value.problem == Problem.OWNER
    assert role_of(alice) == "owner"


@pytest.mark.parametrize("role", ["contributor", "author", "editor"])
def test_who_may_not_invite_changes_nobody(
    role: str, tenant: Tenant, bob: User, charlie: User, join: Join
) -> None:
    join(bob, tenant, role)
    join(charlie, tenant, "contributor")
    deeds: list[Callable[[], object]] = [
        lambda: change_role(tenant.id, user_id=charlie.id, role="author", by=bob),
        lambda: change_role(tenant.id, user_id=bob.id, role="admin", by=bob),
        lambda: remove_member(tenant.id, user_id=charlie.id, by=bob),
        lambda: add_member(tenant.id, user=charlie, role="author", by=bob),
        lambda: transfer_blog(tenant.id, to=bob.id, by=bob),
    ]
    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()
    assert (role_of(bob), role_of(charlie)) == (role, "contributor")


def test_who_is_removed_is_out_at_once(
    tenant: Tenant, alice: User, admin: User, blog_client: BlogClient
) -> None:
    client = blog_client(tenant, admin)
    assert client.get("/studio/posts/").status_code == 200
    remove_member(tenant.id, user_id=admin.id, by=alice)
    assert client.get("/studio/posts/").status_code == 302
    assert not Session.objects.filter(user=admin, tenant_id=tenant.id).exists()
    assert not HandoffCode.objects.filter(user=admin).exists()


def test_who_is_gone_is_gone(tenant: Tenant, alice: User, charlie: User) -> None:
    for deed in (
        lambda: remove_member(tenant.id, user_id=charlie.id, by=alice),
        lambda: change_role(tenant.id, user_id=charlie.id, role="author", by=alice),
        lambda: transfer_blog(tenant.id, to=charlie.id, by=alice),
    ):
        with pytest.raises(TeamError) as caught:
            deed()
        assert caught.value.problem == Problem.NOT_ON_TEAM


def test_nobody_rules_over_another_blogs_team(
    tenant: Tenant, alice: User, bob: User, charlie: User, make_blog: MakeBlog, join: Join
) -> None:
    other = make_blog("charlie", owner=charlie)
    join(bob, other, "author")
    with pytest.raises(PermissionDenied):
        remove_member(other.id, user_id=bob.id, by=alice)
    with pytest.raises(TeamError):
        remove_member(tenant.id, user_id=bob.id, by=alice)
    assert role_of(bob) == "author"


def test_handing_over(tenant: Tenant, alice: User, admin: User) -> None:
    transfer_blog(tenant.id, to=admin.id, by=alice)
    assert (role_of(alice), role_of(admin)) == ("admin", "owner")
    (letter,) = deliver()
    assert (letter.to, letter.subject) == ([admin.email], "Alice writes is yours now")
    assert AuditEntry.objects.get(action="tenant.transferred").target == admin.email
    with pytest.raises(PermissionDenied):
        transfer_blog(tenant.id, to=alice.id, by=alice)


def test_the_database_knows_one_owner(tenant: Tenant, bob: User, join: Join) -> None:
    with pytest.raises(IntegrityError, match="membership_one_owner"), transaction.atomic():
        join(bob, tenant, "owner")


@pytest.mark.django_db(transaction=True)
def test_of_two_hand_overs_at_once_one_wins(
    tenant: Tenant, alice: User, bob: User, charlie: User, join: Join
) -> None:
    for user in (bob, charlie):
        join(user, tenant, "admin")
    start, refused = Barrier(2), []

    def hand_over(to: User) -> None:
        start.wait()
        try:
            transfer_blog(tenant.id, to=to.id, by=alice)
        except PermissionDenied as error:
            refused.append(error)

    with Hands(2) as hands:
        list(hands.map(hand_over, (bob, charlie)))
    assert len(refused) == 1
    assert sorted(filter(None, map(role_of, (alice, bob, charlie)))) == ["admin", "admin", "owner"]


def test_a_change_of_role_can_be_undone_from_the_page(
    tenant: Tenant, alice: User, bob: User, join: Join, blog_client: BlogClient
) -> None:
    join(bob, tenant, "editor")
    client = blog_client(tenant, alice)
    page = client.post(f"/studio/team/{bob.id}/role/", {"role": "author"}, follow=True)
    undo = f"/studio/team/{bob.id}/role/?role=editor"
    assert f'formaction="{undo}"' in page.text
    assert role_of(bob) == "author"
    client.post(undo)
    assert role_of(bob) == "editor"
