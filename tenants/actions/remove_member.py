"""Take somebody off a blog's team."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from accounts.actions.end_sessions import end_blog_sessions
from accounts.models import User
from journal import audit
from tenants.actions.team import Problem, TeamError, lock_team, member, require_touching
from tenants.models import HandoffCode, Membership
from tenants.roles import Role


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
    audit.record(
        "membership.removed", by=by.id, tenant_id=tenant_id, target=user.email, role=membership.role
    )
    end_blog_sessions(user, tenant_id=tenant_id, by=by)
