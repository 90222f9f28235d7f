"""Messages in the trash or in Spam for thirty days go for good."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from blog.actions.enqueue import enqueue
from blog.contact.models import Message

CLEAR = "clear_messages"
KEPT = timedelta(days=30)
A_DAY = timedelta(days=1)


def clear_later(put_away: datetime) -> None:
    """Have what was put away on the day of `put_away` cleared, once it was kept for long enough."""
    day = put_away.replace(hour=0, minute=0, second=0, microsecond=0)
    enqueue(CLEAR, f"{CLEAR} {day:%Y-%m-%d}", due_at=day + A_DAY + KEPT)


def clear_messages(payload: dict[str, Any]) -> None:
    """Delete for good what was put away thirty days ago and more."""
    Message.objects.all().put_away_before(timezone.now() - KEPT).delete()
