"""Numbers over time: thirty days, or twelve months, out of the rows that the worker counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from inkstead.models import DailyNumbers

DAYS = 30
MONTHS = 12


class Span(StrEnum):
    """How far back; the value stands in the address."""

    MONTH = "30-days"
    YEAR = "12-months"

    @classmethod
    def of(cls, text: str | None) -> Span:
        """What an address asks for; the month for anything unknown."""
        return cls(text) if text in set(cls) else cls.MONTH


@dataclass(frozen=True, slots=True)
class Period:
    """A day or a month, as it is called."""

    first: date
    last: date
    name: str


def number(value: int) -> str:
    """`1,284`, as the reader's language groups it."""
    return str(number_format(value, use_l10n=True, force_grouping=True))


@dataclass(frozen=True, slots=True)
class Measure:
    """One column. A `stock` is how much there is, so that a month has its last day's."""

    column: str
    title: Any
    words: Callable[[int], str] = number
    stock: bool = False

    def of(self, rows: Iterable[DailyNumbers]) -> int | None:
        """The number of a period that has these rows, in order; None where none knows it."""
        known = [n for row in rows if (n := getattr(row, self.column)) is not None]
        if not known:
            return None
        return int(known[-1] if self.stock else sum(known))


@dataclass(frozen=True, slots=True)
class Series:
    """A measure with its value in each period, the oldest first."""

    measure: Measure
    values: tuple[int | None, ...]

    @property
    def known(self) -> list[int]:
        """The values that anybody knows."""
        return [value for value in self.values if value is not None]

    @property
    def total(self) -> int | None:
        """What there is now of a stock, or what all periods brought."""
        known = self.known
        return (known[-1] if self.measure.stock else sum(known)) if known else None

    def words(self, value: int | None) -> str:
        """A value as people read it."""
        return "–" if value is None else self.measure.words(value)


MEASURES = (
    Measure("blogs", _("Blogs"), stock=True),
    Measure("sign_ups", _("Sign-ups")),
    Measure("posts", _("Posts published")),
    Measure("letters", _("Letters sent")),
    Measure("storage_bytes", _("Space for files"), words=filesizeformat, stock=True),
    Measure("pages", _("Pages read")),
)


def counts_readers() -> bool:
    """Whether all pages that readers get are counted: nobody counts those the proxy gives out."""
    return not settings.PAGE_FILES_ROOT


def measures() -> list[Measure]:
    """What is shown: pages only where their number would be the whole of it."""
    return [one for one in MEASURES if one.column != "pages" or counts_readers()]


def periods(span: Span, today: date) -> list[Period]:
    """The days or months up to today, the oldest first."""
    if span == Span.YEAR:
        return [_month(today, back) for back in reversed(range(MONTHS))]
    days = (today - timedelta(days=back) for back in reversed(range(DAYS)))
    return [Period(day, day, date_format(day, "MONTH_DAY_FORMAT")) for day in days]


def series(rows: Sequence[DailyNumbers], of: Sequence[Period]) -> list[Series]:
    """Each measure over these periods; `rows` in the order of their days."""
    parts = [[row for row in rows if one.first <= row.day <= one.last] for one in of]
    return [Series(one, tuple(one.of(part) for part in parts)) for one in measures()]


def _month(today: date, back: int) -> Period:
    years, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    first = date(years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Period(first, last, date_format(first, "YEAR_MONTH_FORMAT"))
