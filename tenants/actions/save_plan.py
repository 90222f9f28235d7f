"""Make a plan, or change one."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.trail import record_deed
from accounts.models import User
from tenants.actions.change import Refused, checked_reason
from tenants.plans.models import Plan


@transaction.atomic
def save_plan(plan: Plan | None, *, by: User | None, reason: str, **fields: Any) -> Plan:
    """Set `fields` (of Plan) on `plan`, or on a new one for None; blogs have it from then on.

    Of all plans one is the default: choosing another one takes it from the first, and it cannot be
    left. What differs goes into the audit as [before, after]. Raises Refused.
    """
    reason = checked_reason(reason)
    rows = {row.pk: row for row in Plan.objects.select_for_update(no_key=True).order_by("pk")}
    row = rows[plan.pk] if plan else Plan(is_default=not rows)
    if row.is_default and not fields.get("is_default", True) and plan:
        raise Refused(_("One plan is for new blogs: choose another one for them instead."))
    changed: dict[str, Any] = {n: [getattr(row, n), new] for n, new in fields.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    for name, (_before, after) in changed.items():
        setattr(row, name, after)
    if row.is_default:
        Plan.objects.filter(is_default=True).exclude(pk=row.pk).update(is_default=False)
    _save(row)
    if changed or plan is None:
        action = "plan.changed" if plan else "plan.made"
        record_deed(action, by=by, target=row.name, reason=reason, **changed)
    return row


def _save(row: Plan) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("Another plan is called the same.")) from None
