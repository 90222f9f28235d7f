"""Take a blog out of the trash, as it was."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from journal import doorbell
from journal.models import AuditEntry
from tenants.actions.change import checked_reason, enter_state, finish, lock
from tenants.models import State, Tenant


@transaction.atomic
def restore_tenant(tenant: Tenant, *, by: User | None, reason: str) -> Tenant:
    """DELETED to what it was before: a blog that was suspended stays so. Raises Refused."""
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.DELETED})
    state = State(row.state_before or State.READY)
    why = _why_suspended(row) if state == State.SUSPENDED else ""
    enter_state(row, state, reason=why or reason)
    doorbell.ring(row.id, timezone.now())
    finish("tenant.restored", row, by=by, reason=reason, state=state)
    return row


def _why_suspended(tenant: Tenant) -> str:
    """What was written down when it was suspended, since its owner is to read that again."""
    entries = AuditEntry.objects.filter(tenant_id=tenant.id, action="tenant.suspended")
    last = entries.order_by("-at").first()
    told = last.details if last else {}
    return str(told.get("seen") or told.get("reason", ""))
