"""Put something into the blog's outbox, and see to it that the worker is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from blog.models import OutboxEntry
from journal.doorbell import ring
from tenants.db.scope import require_tenant_id


def enqueue(
    kind: str,
    key: str,
    payload: dict[str, Any] | None = None,
    due_at: datetime | None = None,
    *,
    again: bool = False,
) -> OutboxEntry:
    """Make `kind` due at `due_at` (now by default), once per `key`; return the entry.

    An entry of that key stays as it is, done or not. With `again` it is made due anew: for work
    that only reads the present state, and may run as often as it likes.
    """
    due_at = due_at or timezone.now()
    entry = OutboxEntry(kind=kind, key=key, payload=payload or {}, due_at=due_at)
    if again:
        OutboxEntry.objects.bulk_create(
            [entry],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["due_at", "done_at", "attempts", "last_error"],
        )
    else:
        OutboxEntry.objects.bulk_create([entry], ignore_conflicts=True)
        entry = OutboxEntry.objects.get(key=key)
    ring(require_tenant_id(), due_at)
    return entry
