"""Let search engines, discover and letters have to do with a blog."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tenants.actions.change import Refused, checked_reason, finish, lock
from tenants.actions.decisions import end_measure
from tenants.models import State, Tenant
from tenants.watch.decisions import Measure


@transaction.atomic
def trust_tenant(tenant: Tenant, *, by: User | None, reason: str, **more: object) -> Tenant:
    """What its owner wishes about discover holds again. Raises Refused.

    `more` goes into the audit.
    """
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY, State.SUSPENDED})
    if row.trusted:
        raise Refused(_("%(name)s is trusted already.") % {"name": row.name})
    row.trusted = True
    row.save(update_fields=["trusted"])
    end_measure(row, Measure.DISTRUSTED, by=by, reason=reason)
    finish("tenant.trusted", row, by=by, reason=reason, **more)
    return row
