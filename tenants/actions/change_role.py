"""Give somebody on a team another role."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from accounts.models import User
from journal import audit
from tenants.actions.team import lock_team, member, require_giving, require_touching
from tenants.models import Membership


@transaction.atomic
def change_role(tenant_id: UUID, *, user_id: UUID, role: str, by: User) -> tuple[Membership, str]:
    """Save the role; it counts with the person's next request. Returns the role before as well.

    Raises PermissionDenied when `by` may not change this member or give that role, and TeamError
    when there is no such member.
    """
    lock_team(tenant_id)
    membership = member(tenant_id, user_id)
    require_touching(membership, by=by)
    require_giving(tenant_id, by=by, role=role)
    before, membership.role = membership.role, role
    if before != role:
        membership.save(update_fields=["role"])
        target = membership.user.email
        words = {"role": role, "before": before}
        audit.record("membership.changed", by=by.id, tenant_id=tenant_id, target=target, **words)
    return membership, before
