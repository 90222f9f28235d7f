"""Let a blog stand as it is: readers go on, nobody changes anything in its studio."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tenants.actions.change import Refused, checked_reason, finish, lock
from tenants.models import State, Tenant


@transaction.atomic
def lock_writing(tenant: Tenant, *, by: User | None, reason: str) -> Tenant:
    """Keep everybody from writing; `reason` is shown to whoever tries. Raises Refused."""
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY, State.SUSPENDED})
    if row.is_locked:
        raise Refused(_("Writing on %(name)s is locked already.") % {"name": row.name})
    row.lock_reason = reason
    row.save(update_fields=["lock_reason"])
    finish("tenant.locked", row, by=by, reason=reason)
    return row
