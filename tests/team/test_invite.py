"""Inviting: who may give what, one open invitation an e-mail, and the letter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from journal.models import AuditEntry, PlatformWork
from tenants.actions.invite_member import MAX_OPEN, invite_member
from tenants.actions.revoke_invitation import restore_invitation, revoke_invitation
from tenants.actions.team import Problem, TeamError
from tenants.models import Invitation, Tenant
from tenants.team.tokens import invitation_of, token_of, url_of
from tests.conftest import Join
from tests.support.letters import deliver, html_of, links

pytestmark = pytest.mark.django_db

EMAIL = "dora@post.example"


def refused(tenant: Tenant, by: User, *, email: str = EMAIL, role: str = "editor") -> Problem:
    with pytest.raises(TeamError) as caught:
        invite_member(tenant.id, role=role, email=email, by=by)
    return caught.value.problem


def test_the_letter_names_who_where_and_what(tenant: Tenant, alice: User) -> None:
    invitation = invite_member(tenant.id, role="editor", email=" Dora@Post.example", by=alice)
    (letter,) = deliver()
    assert letter.to == [EMAIL]
    assert letter.subject == "Alice invites you to write on Alice writes"
    for part in (str(letter.body), html_of(letter)):
        assert "alice.inkstead.localhost" in part
        assert "Editor" in part
    assert url_of(invitation.pk) in links(letter)
    entry = AuditEntry.objects.get(action="invitation.made")
    assert (entry.actor_id, entry.target, entry.details) == (alice.id, EMAIL, {"role": "editor"})


def test_no_link_waits_in_the_queue(tenant: Tenant, alice: User) -> None:
    invitation = invite_member(tenant.id, role="editor", email=EMAIL, by=alice)
    work = PlatformWork.objects.get(kind="letter")
    assert token_of(invitation.pk) not in str(work.payload)


def test_a_letter_whose_invitation_was_taken_back_is_not_sent(tenant: Tenant, alice: User) -> None:
    invitation = invite_member(tenant.id, role="editor", email=EMAIL, by=alice)
    revoke_invitation(tenant.id, invitation_id=invitation.pk, by=alice)
    assert deliver() == []


def test_a_link_sends_no_letter(tenant: Tenant, alice: User) -> None:
    invitation = invite_member(tenant.id, role="author", by=alice)
    assert deliver() == []
    assert invitation_of(token_of(invitation.pk)) == invitation.pk


@pytest.mark.parametrize("forged", ["", "x", "{id}", "{id}.", "{id}.x", "{other}"])
def test_a_token_is_not_to_be_guessed(forged: str, tenant: Tenant, alice: User) -> None:
    one = invite_member(tenant.id, role="author", by=alice)
    two = invite_member(tenant.id, role="author", by=alice)
    signature = token_of(two.pk).partition(".")[2]
    token = forged.format(id=one.pk.hex, other=f"{one.pk.hex}.{signature}")
    assert invitation_of(token) is None


@pytest.mark.parametrize("role", ["author", "editor", "admin"])
def test_an_admin_gives_up_to_their_own_role(role: str, tenant: Tenant, admin: User) -> None:
    assert invite_member(tenant.id, role=role, by=admin).role == role


@pytest.mark.parametrize("role", ["owner", "king", ""])
def test_nobody_gives_what_is_not_to_be_given(role: str, tenant: Tenant, alice: User) -> None:
    with pytest.raises(PermissionDenied):
        invite_member(tenant.id, role=role, by=alice)


@pytest.mark.parametrize("role", ["contributor", "author", "editor", None])
def test_who_may_not_invite_does_not(
    role: str | None, tenant: Tenant, charlie: User, join: Join
) -> None:
    if role:
        join(charlie, tenant, role)
    with pytest.raises(PermissionDenied):
        invite_member(tenant.id, role="contributor", by=charlie)
    assert not Invitation.objects.exists()


def test_the_same_e_mail_is_invited_once(tenant: Tenant, alice: User, admin: User) -> None:
    first = invite_member(tenant.id, role="author", email=EMAIL, by=alice)
    assert refused(tenant, alice) == Problem.INVITED
    assert refused(tenant, alice, email=admin.email) == Problem.ON_TEAM
    revoke_invitation(tenant.id, invitation_id=first.pk, by=alice)
    invite_member(tenant.id, role="editor", email=EMAIL, by=alice)
    with pytest.raises(TeamError) as caught:
        restore_invitation(tenant.id, invitation_id=first.pk, by=alice)
    assert caught.value.problem == Problem.INVITED


def test_one_that_ran_out_makes_room(tenant: Tenant, alice: User) -> None:
    first = invite_member(tenant.id, role="author", email=EMAIL, by=alice)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert invite_member(tenant.id, role="author", email=EMAIL, by=alice).pk != first.pk


def test_fifty_wait_at_most(tenant: Tenant, alice: User) -> None:
    soon = timezone.now() + timedelta(days=1)
    Invitation.objects.bulk_create(
        Invitation(tenant=tenant, role="author", invited_by=alice, expires_at=soon)
        for _ in range(MAX_OPEN)
    )
    assert refused(tenant, alice) == Problem.TOO_MANY


def test_whose_own_e_mail_is_unconfirmed_sends_no_letters(tenant: Tenant, admin: User) -> None:
    assert refused(tenant, admin) == Problem.UNCONFIRMED
    assert invite_member(tenant.id, role="author", by=admin).email == ""


def test_taking_back_and_taking_that_back(tenant: Tenant, alice: User) -> None:
    invitation = invite_member(tenant.id, role="author", by=alice)
    revoke_invitation(tenant.id, invitation_id=invitation.pk, by=alice)
    assert not Invitation.objects.open().exists()
    restore_invitation(tenant.id, invitation_id=invitation.pk, by=alice)
    assert Invitation.objects.open().get() == invitation
    kinds = AuditEntry.objects.filter(action__startswith="invitation.").values_list("action")
    assert kinds.count() == 3


def test_another_blogs_invitation_is_not_there(
    tenant: Tenant, alice: User, charlie: User, make_blog: object
) -> None:
    other = make_blog("charlie", owner=charlie)  # type: ignore[operator]
    invitation = invite_member(tenant.id, role="author", by=alice)
    with pytest.raises(TeamError):
        revoke_invitation(other.id, invitation_id=invitation.pk, by=charlie)
    assert Invitation.objects.open().count() == 1
