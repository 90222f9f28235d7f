"""Give a blog another plan."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tenants.actions.change import Refused, checked_reason, finish, lock
from tenants.models import State, Tenant
from tenants.plans.models import Plan

OPEN = {State.PROVISIONING, State.READY, State.SUSPENDED}


@transaction.atomic
def change_plan(tenant: Tenant, *, by: User | None, reason: str, plan: Plan) -> Tenant:
    """Let `tenant` have `plan` from the commit on; raises Refused.

    Nothing that is there goes, however much it is: a smaller plan only takes nothing new. This is
    where whoever sells plans comes in: docs/plans.md.
    """
    reason = checked_reason(reason)
    row = lock(tenant, allowed=OPEN)
    if row.plan_id == plan.pk:
        words = {"name": row.name, "plan": plan.name}
        raise Refused(_("%(name)s has the plan %(plan)s already.") % words)
    before, row.plan = row.plan, plan
    row.save(update_fields=["plan"])
    finish(
        "tenant.plan_changed",
        row,
        by=by,
        reason=reason,
        plan_before=before.name if before else "",
        plan_now=plan.name,
    )
    return row
