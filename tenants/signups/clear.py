"""Applications go thirty days after they were decided on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from journal.work import enqueue_platform_work
from tenants.signups.models import Application, Decision

CLEAR = "clear_applications"
KEPT = timedelta(days=30)
A_DAY = timedelta(days=1)


def clear_later(decided_at: datetime) -> None:
    """Have those of the day of `decided_at` cleared, once they were kept for long enough."""
    day = decided_at.replace(hour=0, minute=0, second=0, microsecond=0)
    enqueue_platform_work(CLEAR, key=f"{CLEAR}:{day:%Y-%m-%d}", due_at=day + A_DAY + KEPT)


def clear_applications(payload: dict[str, Any]) -> None:
    """Delete what was decided thirty days ago and before."""
    decided = Application.objects.exclude(state=Decision.WAITING)
    decided.filter(decided_at__lt=timezone.now() - KEPT).delete()
