"""Series become shapes and words; what is not known is a gap."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from inkstead.models import DailyNumbers
from inkstead.overview.chart import chart
from inkstead.overview.series import Measure, Series, Span, periods, series

TODAY = date(2026, 3, 10)


def row(day: date, **fields: int | None) -> DailyNumbers:
    return DailyNumbers(day=day, **{"blogs": 0, "sign_ups": 0, "posts": 0} | fields)


def found(rows: list[DailyNumbers], span: Span) -> dict[str, tuple[int | None, ...]]:
    return {one.measure.column: one.values for one in series(rows, periods(span, TODAY))}


def test_thirty_days_end_today() -> None:
    shown = periods(Span.MONTH, TODAY)
    assert (shown[0].first, shown[-1].first, len(shown)) == (date(2026, 2, 9), TODAY, 30)


def test_twelve_months_end_with_this_one() -> None:
    shown = periods(Span.YEAR, TODAY)
    assert [(one.first.month, one.last.day) for one in shown[:3]] == [(4, 30), (5, 31), (6, 30)]
    assert (shown[0].first.year, shown[-1].first, shown[-2].last) == (
        2025,
        date(2026, 3, 1),
        date(2026, 2, 28),
    )


def test_a_month_sums_what_it_brought_and_keeps_the_last_of_a_stock() -> None:
    rows = [
        row(date(2026, 2, 1), sign_ups=2, blogs=5, storage_bytes=9),
        row(date(2026, 2, 28), sign_ups=3, blogs=4),
        row(date(2026, 3, 1), sign_ups=1, blogs=6),
    ]
    values = found(rows, Span.YEAR)
    assert values["sign_ups"][-3:] == (None, 5, 1)
    assert values["blogs"][-3:] == (None, 4, 6)
    assert values["storage_bytes"][-3:] == (None, 9, None)


def test_pages_are_left_out_where_nobody_counts_them_all(settings: Any) -> None:
    settings.PAGE_FILES_ROOT = "/somewhere"
    assert "pages" not in found([], Span.MONTH)
    settings.PAGE_FILES_ROOT = ""
    assert "pages" in found([], Span.MONTH)


@pytest.mark.parametrize("text", [None, "", "forever"])
def test_an_unknown_span_is_the_month(text: str | None) -> None:
    assert Span.of(text) == Span.MONTH


def test_bars_are_as_high_as_their_values_in_every_language() -> None:
    shown = periods(Span.MONTH, TODAY)[-4:]
    with translation.override("de"):
        drawn = chart(Series(Measure("posts", "Posts"), (None, 0, 5, 10)), shown)
    assert [one.height for one in drawn.columns] == ["0.00", "0.00", "46.00", "92.00"]
    assert [one.y for one in drawn.columns][-1] == "8.00"
    assert drawn.lines == ()
    assert drawn.columns[0].says.endswith(": –")


def test_a_line_breaks_where_nothing_is_known() -> None:
    days = [TODAY - timedelta(days=back) for back in range(4)]
    shown = periods(Span.MONTH, max(days))[-4:]
    drawn = chart(Series(Measure("blogs", "Blogs", stock=True), (4, None, 2, 4)), shown)
    assert drawn.lines == ("0.00,8.00 12.50,8.00 25.00,8.00",
                           "50.00,54.00 62.50,54.00 87.50,8.00 100.00,8.00")  # fmt: skip
    assert drawn.about == "±0 since 7 March"
    assert drawn.description == "From 7 March to 10 March, between 2 and 4; 4 at the end."


def test_nothing_known_is_said() -> None:
    drawn = chart(Series(Measure("posts", "Posts"), (None, None)), periods(Span.MONTH, TODAY)[-2:])
    assert drawn.is_empty
    assert (drawn.about, drawn.description) == ("", "")
