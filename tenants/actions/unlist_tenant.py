"""Keep a blog out of discover, whatever its owner wishes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tenants.actions.change import Refused, checked_reason, finish, lock
from tenants.actions.decisions import begin_measure, told_of
from tenants.models import State, Tenant
from tenants.watch.decisions import Decision, Ground, Measure


@transaction.atomic
def unlist_tenant(
    tenant: Tenant,
    *,
    by: User | None,
    reason: str,
    ground: str = Ground.RULES,
    ended: Iterable[Decision] = (),
) -> Tenant:
    """Refuse it for discover; everything else goes on. Raises Refused."""
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY, State.SUSPENDED})
    if row.listing_refused:
        raise Refused(_("%(name)s is kept out of discover already.") % {"name": row.name})
    row.listing_refused = True
    row.save(update_fields=["listing_refused"])
    decision = begin_measure(
        row, Measure.UNLISTED, by=by, reason=reason, ground=ground, ended=ended
    )
    told = told_of(decision, reason=reason)
    finish("tenant.unlisted", row, by=by, reason=reason, **told)
    return row
