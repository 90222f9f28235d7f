"""Change what is looked for."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from journal import audit
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
    changed = {
        "came": sorted(set(words) - set(row.words)),
        "went": sorted(set(row.words) - set(words)),
    }
    row.words, row.changed_at = words, timezone.now()
    row.save()
    audit.record(
        "watch.changed",
        by=by.id if by else None,
        tenant_id=None,
        target="",
        reason=reason,
        **changed,
        **({} if by else {"via": "shell"}),
    )
    return row
