"""Pictures in the trash for thirty days go for good, with their files; so do files of no picture.

Such files are left where an upload was written and its transaction came to nothing.
"""

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
    """Have what was put away, or added, on that day looked through thirty days later."""
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
    _sweep()
    stats_changed()


def _sweep() -> None:
    known = set(Picture.objects.values_list("key", flat=True))
    for key in set(storage.kept_keys()) - known:
        if storage.age_of_upload(key) > A_DAY:  # younger ones may be on their way
            storage.forget_picture(key)
