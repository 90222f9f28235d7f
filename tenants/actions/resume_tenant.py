"""Open a suspended blog again, and let the worker do what waited."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from journal import doorbell
from tenants.actions.change import checked_reason, enter_state, finish, lock
from tenants.actions.decisions import end_measure
from tenants.models import State, Tenant
from tenants.watch.decisions import Measure


@transaction.atomic
def resume_tenant(tenant: Tenant, *, by: User | None, reason: str) -> Tenant:
    """SUSPENDED to READY. Raises Refused."""
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.SUSPENDED})
    enter_state(row, State.READY, reason=reason)
    doorbell.ring(row.id, timezone.now())
    end_measure(row, Measure.SUSPENDED, by=by, reason=reason)
    finish("tenant.resumed", row, by=by, reason=reason)
    return row
