"""Take a blog down: for thirty days it can be had back, with everything in it."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from tenants.actions.change import checked_reason, enter_state, finish, lock
from tenants.models import State, Tenant


@transaction.atomic
def trash_tenant(tenant: Tenant, *, by: User | None, reason: str) -> Tenant:
    """READY or SUSPENDED to DELETED; which of the two is kept. Raises Refused."""
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY, State.SUSPENDED})
    before = row.state
    enter_state(row, State.DELETED, reason=reason, before=before)
    finish("tenant.trashed", row, by=by, reason=reason, before=before)
    return row
