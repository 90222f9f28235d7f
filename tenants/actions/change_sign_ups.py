"""Change who may sign up."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.actions.trail import record_deed
from accounts.models import User
from tenants.signups.models import SignUpRules


@transaction.atomic
def change_sign_ups(*, by: User | None, reason: str, **rules: Any) -> SignUpRules:
    """Set those of `rules` (fields of SignUpRules) that are given; they hold from the commit on.

    What differs goes into the audit as [before, after]; nothing differs, nothing is written. `by`
    is None for somebody at the server's own shell.
    """
    SignUpRules.objects.get_or_create(pk=1)
    row = SignUpRules.objects.select_for_update().get(pk=1)
    changed: dict[str, Any] = {n: [getattr(row, n), new] for n, new in rules.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    if not changed:
        return row
    for name, (_before, after) in changed.items():
        setattr(row, name, after)
    row.changed_at = timezone.now()
    row.save()
    target = row.get_mode_display()
    record_deed("signups.changed", by=by, target=target, reason=reason, **changed)
    return row
