"""Keep a blog out of discover, whatever its owner wishes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tenants.actions.change import Refused, checked_reason, finish, lock
from tenants.models import State, Tenant


@transaction.atomic
def unlist_tenant(tenant: Tenant, *, by: User | None, reason: str) -> Tenant:
    """Refuse it for discover; everything else goes on. Raises Refused."""
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY, State.SUSPENDED})
    if row.listing_refused:
        raise Refused(_("%(name)s is kept out of discover already.") % {"name": row.name})
    row.listing_refused = True
    row.save(update_fields=["listing_refused"])
    finish("tenant.unlisted", row, by=by, reason=reason)
    return row
