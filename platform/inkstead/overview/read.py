"""All of the overview at once: what the admin's page and the command both show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone

from accounts.models import User
from inkstead.models import DailyNumbers
from inkstead.overview import backups, schemas, space, work
from inkstead.overview.series import Period, Series, Span, periods, series
from inkstead.overview.state import Check
from tenants.models import State, Tenant, TenantStats


@dataclass(frozen=True, slots=True)
class Overview:
    """Now, and over time. `today` has the numbers of the day so far, if any were counted."""

    at: datetime
    states: dict[str, int]
    people: int
    posts: int
    storage: int
    checks: list[Check]
    span: Span
    periods: list[Period]
    series: list[Series]
    today: DailyNumbers | None

    @property
    def looks(self) -> int:
        """How many things somebody should look at."""
        return sum(check.wants_a_look for check in self.checks)


def overview(span: Span = Span.MONTH) -> Overview:
    """As many queries however many blogs there are, and none into a blog's schema."""
    now = timezone.now().astimezone(UTC)
    shown = periods(span, now.date())
    first = min(shown[0].first, now.date() - timedelta(days=1))
    rows = list(DailyNumbers.objects.filter(day__gte=first).order_by("day"))
    states = dict(Tenant.objects.values_list("state").order_by().annotate(Count("pk")))
    sums = TenantStats.objects.aggregate(posts=Sum("posts"), storage=Sum("storage_bytes"))
    return Overview(
        at=now,
        states={state.value: states.get(state.value, 0) for state in State},
        people=User.objects.filter(is_active=True).count(),
        posts=sums["posts"] or 0,
        storage=sums["storage"] or 0,
        checks=list(_checks(rows)),
        span=span,
        periods=shown,
        series=series(rows, shown),
        today=next((row for row in rows if row.day == now.date()), None),
    )


def _checks(rows: Sequence[DailyNumbers]) -> Iterator[Check]:
    """In the order of a morning's questions."""
    fleet = schemas.fleet()
    yield work.workers()
    yield work.platform_work()
    yield work.blogs_work()
    yield work.hints()
    yield backups.backups()
    yield backups.tried_backup()
    yield backups.jobs()
    yield schemas.versions(fleet)
    yield schemas.spares(fleet)
    yield space.disk()
    yield space.kept_pages(rows)
    yield space.numbers(rows)


def facts(of: Overview) -> dict[str, Any]:
    """Plain values for programs; the words are those of the page."""
    return {
        "at": of.at.isoformat(timespec="seconds"),
        "blogs": of.states,
        "people": of.people,
        "posts": of.posts,
        "storage_bytes": of.storage,
        "looks": of.looks,
        "checks": [
            {
                "name": check.name,
                "state": check.state.value,
                "words": check.words.replace("\N{NO-BREAK SPACE}", " "),
                "link": check.link,
                "command": check.command,
            }
            for check in of.checks
        ],
        "span": of.span.value,
        "periods": [
            {"from": period.first.isoformat(), "to": period.last.isoformat()}
            | {one.measure.column: one.values[place] for one in of.series}
            for place, period in enumerate(of.periods)
        ],
    }
