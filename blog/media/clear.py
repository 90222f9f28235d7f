"""Pictures in the trash for thirty days go for good, with their files."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from blog.actions.changed import stats_changed
from blog.actions.enqueue import enqueue
from blog.media import storage
from blog.media.models import Picture

CLEAR = "clear_pictures"
KEPT = timedelta(days=30)
A_DAY = timedelta(days=1)


def clear_later(put_away: datetime) -> None:
    """Have what was put away on the day of `put_away` cleared, once it was kept for long enough."""
    day = put_away.replace(hour=0, minute=0, second=0, microsecond=0)
    enqueue(CLEAR, f"{CLEAR} {day:%Y-%m-%d}", due_at=day + A_DAY + KEPT)


def clear_pictures(payload: dict[str, Any]) -> None:
    """Delete for good what was put away thirty days ago and more.

    The files go first: stopped in between, the row is still there for the next try to find.
    """
    old = Picture.objects.select_for_update().put_away_before(timezone.now() - KEPT)
    for picture in old:
        storage.forget_picture(picture.key)
        picture.delete()
    stats_changed()
