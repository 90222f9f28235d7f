"""Spam goes after thirty days; messages stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from journal.work import enqueue_platform_work

CLEAR = "clear_contact_spam"
KEPT = timedelta(days=30)
A_DAY = timedelta(days=1)


def clear_later(sent_at: datetime) -> None:
    """Have the spam of the day of `sent_at` cleared, once it was kept for long enough."""
    day = sent_at.replace(hour=0, minute=0, second=0, microsecond=0)
    enqueue_platform_work(CLEAR, key=f"{CLEAR}:{day:%Y-%m-%d}", due_at=day + A_DAY + KEPT)


def clear_spam(payload: dict[str, Any]) -> None:
    """Delete for good what looked like spam thirty days ago and before."""
    from inkstead.models import ContactMessage

    ContactMessage.objects.filter(spam=True, sent_at__lt=timezone.now() - KEPT).delete()
