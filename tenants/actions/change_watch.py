"""Change what is looked for."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.actions.trail import record_deed
from accounts.models import User
from tenants.actions.change import checked_reason
from tenants.watch.models import WatchRules


@transaction.atomic
def change_watch(*, by: User | None, reason: str, words: list[str]) -> WatchRules:
    """Set the rules; blogs are scored by them from their next post on.

    The audit has how many words came and went, and which. Raises Refused without a reason.
    """
    reason = checked_reason(reason)
    WatchRules.objects.get_or_create(pk=1)
    row = WatchRules.objects.select_for_update().get(pk=1)
    changed: dict[str, Any] = {
        "came": sorted(set(words) - set(row.words)),
        "went": sorted(set(row.words) - set(words)),
    }
    row.words, row.changed_at = words, timezone.now()
    row.save()
    record_deed("watch.changed", by=by, reason=reason, **changed)
    return row
