"""Let a blog's people write again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tenants.actions.change import Refused, checked_reason, finish, lock
from tenants.models import State, Tenant


@transaction.atomic
def unlock_writing(tenant: Tenant, *, by: User | None, reason: str) -> Tenant:
    """Take back a lock. Raises Refused."""
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY, State.SUSPENDED})
    if not row.is_locked:
        raise Refused(_("Writing on %(name)s is open already.") % {"name": row.name})
    row.lock_reason = ""
    row.save(update_fields=["lock_reason"])
    finish("tenant.unlocked", row, by=by, reason=reason)
    return row
