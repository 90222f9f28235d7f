"""Keep a blog from search engines, discover and other people's letterboxes."""

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
def distrust_tenant(
    tenant: Tenant,
    *,
    by: User | None,
    reason: str,
    ground: str = Ground.RULES,
    ended: Iterable[Decision] = (),
) -> Tenant:
    """Whoever has the address still reads it, and its people go on writing. Raises Refused."""
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY, State.SUSPENDED})
    if not row.trusted:
        raise Refused(_("%(name)s is not trusted already.") % {"name": row.name})
    row.trusted = False
    row.save(update_fields=["trusted"])
    decision = begin_measure(
        row, Measure.DISTRUSTED, by=by, reason=reason, ground=ground, ended=ended
    )
    told = told_of(decision, reason=reason)
    finish("tenant.distrusted", row, by=by, reason=reason, **told)
    return row
