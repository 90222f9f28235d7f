"""What the worker does for the platform's overview."""

from __future__ import annotations

from celery import shared_task

from inkstead.overview.count import count_days


@shared_task
def keep_days() -> None:
    """Count today so far, and each day that was missed; comes every five minutes."""
    count_days()
