"""What Undo needs lies in the blog's outbox, as work that is done: it goes when done work does.

So it may be long (ten thousand posts), travels in no session, and is with the blog's own rows.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from blog.models import OutboxEntry

KIND = "undo"


def keep_for_undo(what: dict[str, Any]) -> str:
    """Keep `what`, which is JSON; returns the name to take it by."""
    name = f"{KIND} {uuid4()}"
    OutboxEntry.objects.create(kind=KIND, key=name, payload=what, done_at=timezone.now())
    return name


def take_for_undo(name: str) -> dict[str, Any] | None:
    """What was kept under `name`, once: of two who ask at the same time one gets it."""
    entry = OutboxEntry.objects.select_for_update().filter(kind=KIND, key=name).first()
    if entry is None:
        return None
    entry.delete()
    payload: dict[str, Any] = entry.payload
    return payload
