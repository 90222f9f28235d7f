"""A series as shapes in a square of 100 by 100, stretched by the page; its words are HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from inkstead.overview.series import Period, Series

SIDE = 100.0
HIGH = 92.0  # of the highest: a little air above it
WIDE = 0.72  # of a bar's share of the width


@dataclass(frozen=True, slots=True)
class Column:
    """One period: its share of the width, its bar where it has one, and what it says."""

    x: str
    width: str
    bar_x: str
    bar_width: str
    y: str
    height: str
    says: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws. Bars for what each period brought, lines for how much there was."""

    name: str
    title: str
    total: str
    about: str
    description: str
    first: str
    last: str
    columns: tuple[Column, ...]
    lines: tuple[str, ...]  # points, one line for each run of periods without a gap
    areas: tuple[str, ...]  # the same, closed along the bottom

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known yet."""
        return not self.total


def chart(of: Series, periods: Sequence[Period]) -> Chart:
    """The shapes and the words of a series."""
    stock, known = of.measure.stock, of.known
    runs = list(_runs(of)) if stock else []
    return Chart(
        name=of.measure.column,
        title=str(of.measure.title),
        total=of.words(of.total) if known else "",
        about=(_change if stock else _most)(of, periods) if known else "",
        description=_description(of, periods) if known else "",
        first=periods[0].name,
        last=periods[-1].name,
        columns=tuple(_columns(of, periods)),
        lines=tuple(" ".join(_point(x, y) for x, y in run) for run in runs),
        areas=tuple(" ".join(_point(x, y) for x, y in _closed(run)) for run in runs),
    )


def _columns(of: Series, periods: Sequence[Period]) -> Iterator[Column]:
    share = SIDE / len(periods)
    for place, (value, period) in enumerate(zip(of.values, periods, strict=True)):
        height = 0.0 if value is None or of.measure.stock else _height(value, of)
        yield Column(
            x=_coordinate(place * share),
            width=_coordinate(share),
            bar_x=_coordinate((place + (1 - WIDE) / 2) * share),
            bar_width=_coordinate(WIDE * share),
            y=_coordinate(SIDE - height),
            height=_coordinate(height),
            says=f"{period.name}: {of.words(value)}",
        )


def _runs(of: Series) -> Iterator[list[tuple[float, float]]]:
    """Points without a gap between them; one alone is drawn as wide as its share."""
    share, run = SIDE / len(of.values), list[tuple[float, float]]()
    for place, value in enumerate([*of.values, None]):
        if value is not None:
            run.append(((place + 0.5) * share, SIDE - _height(value, of)))
        elif run:
            yield _widened(run, share / 2)
            run = []


def _widened(run: list[tuple[float, float]], half: float) -> list[tuple[float, float]]:
    (first, y), (last, end) = run[0], run[-1]
    return [(first - half, y), *run, (last + half, end)]


def _closed(run: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(run[0][0], SIDE), *run, (run[-1][0], SIDE)]


def _height(value: int, of: Series) -> float:
    return HIGH * value / max(*of.known, 1)


def _most(of: Series, periods: Sequence[Period]) -> str:
    most = max(of.known)
    when = periods[of.values.index(most)].name
    return _("Most: %(most)s, %(when)s") % {"most": of.words(most), "when": when} if most else ""


def _change(of: Series, periods: Sequence[Period]) -> str:
    """How much more there is than when it was first known."""
    first = of.known[0]
    change, when = of.known[-1] - first, periods[of.values.index(first)].name
    return _("%(sign)s%(change)s since %(when)s") % {
        "sign": "+" if change > 0 else "−" if change else "±",
        "change": of.words(abs(change)),
        "when": when,
    }


def _description(of: Series, periods: Sequence[Period]) -> str:
    return _("From %(first)s to %(last)s, between %(least)s and %(most)s; %(now)s at the end.") % {
        "first": periods[0].name,
        "last": periods[-1].name,
        "least": of.words(min(of.known)),
        "most": of.words(max(of.known)),
        "now": of.words(of.values[-1]),
    }


def _point(x: float, y: float) -> str:
    return f"{_coordinate(x)},{_coordinate(y)}"


def _coordinate(value: float) -> str:
    """With a point in every language."""
    return f"{value:.2f}"
