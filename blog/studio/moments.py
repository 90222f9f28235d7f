"""Times as people type them: wall-clock time in the blog's zone."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FORM = "%Y-%m-%dT%H:%M"  # HTML's datetime-local
FIRST_YEAR, LAST_YEAR = 1970, 2199


def typed(moment: datetime | None, zone: tzinfo) -> str:
    """`moment` as a datetime-local input wants it, or nothing."""
    return moment.astimezone(zone).strftime(FORM) if moment else ""


def read(text: str, zone: tzinfo) -> datetime | None:
    """The moment that was typed, in UTC; None for nothing.

    Raises ValidationError for what is no time, for years no post has, and for an hour the zone
    skips when its clocks go forward. An hour that comes twice means the first time.
    """
    if not text:
        return None
    wall = _parse(text)
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != wall:
        raise ValidationError(
            _("The clocks go forward then: %(time)s does not exist on that day. Choose another."),
            code="gap",
            params={"time": wall.strftime("%H:%M")},
        )
    return moment


def _parse(text: str) -> datetime:
    try:
        wall = datetime.strptime(text[:16].replace(" ", "T"), FORM)  # noqa: DTZ007  # the zone follows
    except ValueError:
        raise ValidationError(
            _("That is no date and time. Write it as 2026-12-01 07:00."), code="invalid"
        ) from None
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise ValidationError(_("That year is too far away."), code="far")
    return wall
