"""Close a blog for now: readers see a notice, nothing in it is lost."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from tenants.actions.change import checked_reason, enter_state, finish, lock
from tenants.actions.decisions import begin_measure, told_of
from tenants.models import State, Tenant
from tenants.watch.decisions import Decision, Ground, Measure


@transaction.atomic
def suspend_tenant(
    tenant: Tenant,
    *,
    by: User | None,
    reason: str,
    ground: str = Ground.RULES,
    ended: Iterable[Decision] = (),
    **more: object,
) -> Tenant:
    """READY to SUSPENDED; what is due waits until it is resumed. Raises Refused.

    With AGAIN for a `ground` that of `ended` holds again. `more` goes into the audit.
    """
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY})
    decision = begin_measure(
        row, Measure.SUSPENDED, by=by, reason=reason, ground=ground, ended=ended
    )
    enter_state(row, State.SUSPENDED, reason=decision.reason if decision else reason)
    told = told_of(decision, reason=reason)
    finish("tenant.suspended", row, by=by, reason=reason, **told, **more)
    return row
