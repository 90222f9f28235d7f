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


def fold_of(moment: datetime | None, zone: tzinfo) -> str:
    """Which of two `moment` is, "0" or "1", where the zone's clocks show that time twice."""
    local = moment.astimezone(zone) if moment else None
    return str(local.fold) if local and _comes_twice(local.replace(tzinfo=None), zone) else ""


def both_times(text: str, zone: tzinfo) -> list[tuple[str, str]]:
    """What `text` may mean where that time comes twice: "0" and "1" with words; else nothing."""
    try:
        wall = _parse(text) if text else None
    except ValidationError:
        return []
    if wall is None or not _comes_twice(wall, zone):
        return []
    said = (_("The first %(time)s, UTC%(offset)s"), _("The second %(time)s, UTC%(offset)s"))
    return [
        (str(fold), words % {"time": f"{wall:%H:%M}", "offset": _offset(wall, zone, fold)})
        for fold, words in enumerate(said)
    ]


def read(text: str, zone: tzinfo, fold: str = "") -> datetime | None:
    """The moment that was typed, in UTC; None for nothing. `fold` says which of two: "0" or "1".

    Raises ValidationError for what is no time, for years no post has, for an hour the zone skips
    when its clocks go forward, and for one that comes twice where nobody said which.
    """
    if not text:
        return None
    wall = _parse(text)
    if _comes_twice(wall, zone):
        if not fold:
            raise ValidationError(
                _("The clocks go back then: %(time)s comes twice. Choose which of the two."),
                code="twice",
                params={"time": wall.strftime("%H:%M")},
            )
        wall = wall.replace(fold=int(fold))
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != wall:
        raise ValidationError(
            _("The clocks go forward then: %(time)s does not exist on that day. Choose another."),
            code="gap",
            params={"time": wall.strftime("%H:%M")},
        )
    return moment


def _comes_twice(wall: datetime, zone: tzinfo) -> bool:
    first, second = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    # In an hour that is skipped the two differ as well, the other way round.
    return first is not None and second is not None and first > second


def _offset(wall: datetime, zone: tzinfo, fold: int) -> str:
    return wall.replace(tzinfo=zone, fold=fold).isoformat()[-6:]


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
