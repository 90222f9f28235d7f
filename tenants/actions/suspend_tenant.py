"""Close a blog for now: readers see a notice, nothing in it is lost."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from tenants.actions.change import checked_reason, enter_state, finish, lock
from tenants.actions.decisions import begin_measure
from tenants.models import State, Tenant
from tenants.watch.decisions import Ground, Measure


@transaction.atomic
def suspend_tenant(
    tenant: Tenant, *, by: User | None, reason: str, ground: str = Ground.RULES, **more: object
) -> Tenant:
    """READY to SUSPENDED; what is due waits until it is resumed. Raises Refused.

    `more` goes into the audit.
    """
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY})
    enter_state(row, State.SUSPENDED, reason=reason)
    begin_measure(row, Measure.SUSPENDED, by=by, reason=reason, ground=ground)
    finish("tenant.suspended", row, by=by, reason=reason, ground=ground, **more)
    return row
