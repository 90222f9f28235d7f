"""Count each day into its row of DailyNumbers: today so far, and what was missed before.

A day is counted again until an hour after its end, then it stands: what is deleted later does not
take it back. Counting twice gives the same. Days from before the first count are made from what
the public tables still know, at most 400 of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.letters import KIND as LETTER
from accounts.models import User
from inkstead.models import DailyNumbers
from journal.models import AuditEntry, PlatformWork
from tenants.due.clear import KEEP_LETTERS
from tenants.models import State, Tenant, TenantStats
from tenants.pagecache.hits import HIT, STALE
from tenants.pagecache.shared import KEEP_COUNTS, SharedShelf

MOST = timedelta(days=400)
STANDS_AFTER = timedelta(hours=1)  # by then what was under way at midnight is committed
DAY = timedelta(days=1)
GONE = [State.DELETED, State.PURGED]
KEPT = {HIT, STALE}
COLUMNS = ["blogs", "sign_ups", "posts", "letters", "storage_bytes", "pages", "kept_pages"]


def count_days(*, pages: SharedShelf | None = None) -> int:
    """Bring the rows up to date; returns how many days were counted. Safe to run twice at once."""
    now = timezone.now()
    known = {row.day: row for row in DailyNumbers.objects.filter(day__gt=_today(now) - MOST)}
    days = [day for day in _days(now) if not _stands(known.get(day))]
    counted = _counted(days, now, pages or SharedShelf())
    rows = [_kept(row, known.get(row.day)) for row in counted]
    DailyNumbers.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=[*COLUMNS, "counted_at"],
    )
    return len(rows)


def _days(now: datetime) -> Iterator[date]:
    """From the first day that anything is known of to today."""
    firsts = [
        Tenant.objects.aggregate(at=Min("created_at"))["at"],
        User.objects.aggregate(at=Min("date_joined"))["at"],
    ]
    today = _today(now)
    first = min((at.astimezone(UTC).date() for at in firsts if at), default=today)
    day = max(first, today - MOST + DAY)
    while day <= today:
        yield day
        day += DAY


def _stands(row: DailyNumbers | None) -> bool:
    return row is not None and row.counted_at >= _start(row.day) + DAY + STANDS_AFTER


@dataclass(frozen=True, slots=True)
class _Span:
    """The first day, and the moment after the last one."""

    first: date
    end: datetime

    def of(self, rows: QuerySet[Any], moment: str) -> dict[date, int]:
        """How many of `rows` have their `moment` on each day."""
        some = rows.filter(**{f"{moment}__gte": _start(self.first), f"{moment}__lt": self.end})
        return _by_day(some, moment)


def _counted(days: list[date], now: datetime, shelf: SharedShelf) -> Iterator[DailyNumbers]:
    """A new row for each day, without what only the row that is there may still know."""
    if not days:
        return
    span = _Span(days[0], _start(days[-1]) + DAY)
    sign_ups = span.of(User.objects.all(), "date_joined")
    posts = span.of(AuditEntry.objects.filter(action="post.published"), "at")
    letters = span.of(PlatformWork.objects.filter(kind=LETTER), "done_at")
    blogs = _blogs(days)
    for day in days:
        pages, kept = _pages(day, now, shelf)
        yield DailyNumbers(
            day=day,
            blogs=blogs[day],
            sign_ups=sign_ups.get(day, 0),
            posts=posts.get(day, 0),
            letters=letters.get(day, 0) if _start(day) >= now - KEEP_LETTERS else None,
            storage_bytes=_storage() if day == _today(now) else None,
            pages=pages,
            kept_pages=kept,
            counted_at=now,
        )


def _kept(new: DailyNumbers, old: DailyNumbers | None) -> DailyNumbers:
    """What nobody can count any more stays as it was counted in its time."""
    for name in COLUMNS:
        if getattr(new, name) is None:
            setattr(new, name, getattr(old, name, None))
    return new


def _blogs(days: Iterable[date]) -> dict[date, int]:
    """How many there were at the end of each day. A blog is gone since its state says so."""
    made = _by_day(Tenant.objects.all(), "created_at")
    gone = _by_day(Tenant.objects.filter(state__in=GONE), "state_since")
    change = Counter(made)
    change.subtract(gone)
    return {day: sum(n for at, n in change.items() if at <= day) for day in days}


def _storage() -> int:
    return TenantStats.objects.aggregate(sum=Sum("storage_bytes"))["sum"] or 0


def _pages(day: date, now: datetime, shelf: SharedShelf) -> tuple[int | None, int | None]:
    """Pages and kept pages as Redis has them; None for both when it does not say."""
    if _start(day) < now - KEEP_COUNTS:
        return None, None
    kinds: Counter[str] = Counter()
    for field, number in shelf.counted(f"{day:%Y-%m-%d}").items():
        kinds[field.partition(" ")[2]] += number
    if not kinds:
        return None, None
    return sum(kinds.values()), sum(kinds[kind] for kind in KEPT)


def _by_day(rows: QuerySet[Any], moment: str) -> dict[date, int]:
    days = rows.order_by().annotate(day=TruncDate(moment, tzinfo=UTC)).values_list("day")
    return dict(days.annotate(Count("pk")))


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _today(now: datetime) -> date:
    return now.astimezone(UTC).date()
