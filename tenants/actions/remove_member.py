"""Take somebody off a blog's team."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.actions.end_sessions import end_blog_sessions
from accounts.models import User
from journal import audit
from journal.work import enqueue_platform_work
from tenants.actions.team import Problem, TeamError, lock_team, member, require_touching
from tenants.models import HandoffCode, Membership
from tenants.roles import Role

LEFT = "member_left"  # done by the room that has what they left open there


@transaction.atomic
def remove_member(tenant_id: UUID, *, user_id: UUID, by: User) -> Membership:
    """Delete somebody's membership; their sessions on that blog end at once.

    Returns what was deleted. Raises TeamError when they are not on the team, or are its owner, and
    PermissionDenied when `by` is neither themselves nor may remove them.
    """
    lock_team(tenant_id)
    membership = member(tenant_id, user_id)
    if membership.role == Role.OWNER:
        raise TeamError(Problem.OWNER)
    if by.id != user_id:
        require_touching(membership, by=by)
    end_membership(membership, by=by)
    return membership


def end_membership(membership: Membership, *, by: User) -> None:
    """Delete `membership` with what it opened: sessions there, and codes on their way."""
    user, tenant_id = membership.user, membership.tenant_id
    Membership.objects.filter(pk=membership.pk).delete()
    HandoffCode.objects.filter(user=user, tenant_id=tenant_id).delete()
    who = {"role": membership.role, "user_id": user.id}
    audit.record("membership.removed", by=by.id, tenant_id=tenant_id, target=user.email, **who)
    end_blog_sessions(user, tenant_id=tenant_id, by=by)
    end_what_they_left(tenant_id, user.id)


def end_what_they_left(tenant_id: UUID, user_id: UUID) -> None:
    """As due work: what somebody left open on a blog whose team they are on no more."""
    key = f"{LEFT}:{tenant_id}:{user_id}:{timezone.now().isoformat()}"
    enqueue_platform_work(LEFT, key=key, payload={"tenant_id": tenant_id, "user_id": user_id})
