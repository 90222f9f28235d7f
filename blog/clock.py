"""The blog's own time: dates are shown, and typed, in its time zone."""

from __future__ import annotations

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone

from blog.models import Blog


def zone_of(blog: Blog) -> tzinfo:
    """The blog's time zone; UTC when this machine does not know the one that is stored."""
    try:
        return ZoneInfo(blog.time_zone)
    except (LookupError, ValueError, OSError):
        return UTC


def blog_time(blog: Blog) -> timezone.override:
    """A context in which dates read as on the blog's clock; the thread's own comes back after."""
    return timezone.override(zone_of(blog))
