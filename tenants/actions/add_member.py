"""Put somebody on a blog's team."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from accounts.models import User
from journal import audit
from tenants.actions.team import Problem, TeamError, lock_team, require_giving
from tenants.models import Membership
from tenants.plans.room import has_place


@transaction.atomic
def add_member(tenant_id: UUID, *, user: User, role: str, by: User) -> Membership:
    """Save a membership on the word of `by`, whose right is looked at now.

    Raises PermissionDenied, and TeamError when the person is on the team already or it is full.
    """
    tenant = lock_team(tenant_id)
    require_giving(tenant_id, by=by, role=role)
    if Membership.objects.filter(user=user, tenant=tenant).exists():
        raise TeamError(Problem.ON_TEAM)
    if not has_place(tenant):
        raise TeamError(Problem.FULL)
    membership = Membership.objects.create(user=user, tenant=tenant, role=role)
    who = {"role": role, "user_id": user.id}
    audit.record("membership.added", by=by.id, tenant_id=tenant_id, target=user.email, **who)
    return membership
