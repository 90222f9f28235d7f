"""Let a blog be shown in discover, if its owner wishes it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tenants.actions.change import Refused, checked_reason, finish, lock
from tenants.actions.decisions import end_measure
from tenants.models import State, Tenant
from tenants.watch.decisions import Measure


@transaction.atomic
def list_tenant(tenant: Tenant, *, by: User | None, reason: str) -> Tenant:
    """Take back a refusal; what the owner wishes is not touched. Raises Refused."""
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY, State.SUSPENDED})
    if not row.listing_refused:
        raise Refused(_("%(name)s may be in discover already.") % {"name": row.name})
    row.listing_refused = False
    row.save(update_fields=["listing_refused"])
    end_measure(row, Measure.UNLISTED, by=by, reason=reason)
    finish("tenant.listed", row, by=by, reason=reason)
    return row
