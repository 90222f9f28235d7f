"""Cost against the number of blogs, as a small SVG whose text is text: both axes logarithmic."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 920, 520
LEFT, RIGHT, TOP, BOTTOM = 80, 330, 64, 60
LABEL_APART = 20

STYLE = """
    svg { font-family: "Source Serif 4", Charter, Georgia, serif; }
    .paper { fill: #fcfbf8; }
    .grid { stroke: #dcdad4; stroke-width: 1; }
    .tick { fill: #565c60; font-size: 14px; }
    .head { fill: #1b2024; font-size: 17px; font-weight: 600; }
    .ours { stroke: #174a66; fill: none; stroke-width: 2.5; }
    .theirs { stroke: #8f2d14; fill: none; stroke-width: 2; stroke-dasharray: 7 5; }
    .dot-ours { fill: #174a66; }
    .dot-theirs { fill: #8f2d14; }
    .label-ours { fill: #174a66; font-size: 14px; }
    .label-theirs { fill: #8f2d14; font-size: 14px; }
    @media (prefers-color-scheme: dark) {
      .paper { fill: #1a1e23; }
      .grid { stroke: #333a41; }
      .tick { fill: #a4abb0; }
      .head { fill: #e6e7e4; }
      .ours { stroke: #9ccbe4; }
      .theirs { stroke: #f0a184; }
      .dot-ours { fill: #9ccbe4; }
      .dot-theirs { fill: #f0a184; }
      .label-ours { fill: #9ccbe4; }
      .label-theirs { fill: #f0a184; }
    }
"""


@dataclass(frozen=True, slots=True)
class Series:
    """One line: milliseconds by number of blogs; `ours` or what it is compared with."""

    name: str
    ours: bool
    points: dict[int, float]

    @property
    def kind(self) -> str:
        """Which of the two looks it has."""
        return "ours" if self.ours else "theirs"

    @property
    def last(self) -> float:
        """The value of the largest fleet."""
        return self.points[max(self.points)]


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to a place between two, by decades."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value."""
        share = (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return round(self.start + share * (self.end - self.start), 1)


def draw(title: str, series: list[Series]) -> str:
    """The whole file. Series without a point are left out; ValueError when none has one."""
    shown = [one for one in series if one.points]
    sizes = sorted({size for one in shown for size in one.points})
    values = [value for one in shown for value in one.points.values()]
    low, high = 10 ** floor(log10(min(values))), 10 ** ceil(log10(max(values)))
    x = Scale(sizes[0], max(sizes[-1], sizes[0] * 2), LEFT, WIDTH - RIGHT)
    y = Scale(low, high, HEIGHT - BOTTOM, TOP)
    spread = f"{sizes[0]:,} to {sizes[-1]:,}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
            ' aria-labelledby="title desc">',
            f'  <title id="title">{escape(title)}</title>',
            f'  <desc id="desc">{escape(_told(shown, spread))}</desc>',
            f"  <style>{STYLE}  </style>",
            f'  <rect class="paper" width="{WIDTH}" height="{HEIGHT}" rx="6"/>',
            f'  <text class="head" x="{LEFT - 56}" y="34">{escape(title)}</text>',
            *_rules(low, high, y),
            *_sizes(sizes, x),
            *(line for one in shown for line in _line(one, x, y)),
            *_labels(shown, y),
            "</svg>",
            "",
        ]
    )


def words(milliseconds: float) -> str:
    """`0.4 ms`, `35 ms`, `1.2 s`."""
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.3g} s"
    return f"{milliseconds:.2g} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"


def _told(shown: list[Series], spread: str) -> str:
    said = "; ".join(
        f"{one.name}: {', '.join(words(one.points[size]) for size in sorted(one.points))}"
        for one in shown
    )
    return f"With {spread} blogs. {said}."


def _rules(low: float, high: float, y: Scale) -> list[str]:
    lines = []
    for power in range(round(log10(low)), round(log10(high)) + 1):
        place = y.at(10.0**power)
        lines += [
            f'  <path class="grid" d="M{LEFT} {place}H{WIDTH - RIGHT}"/>',
            f'  <text class="tick" x="{LEFT - 10}" y="{place + 5}" text-anchor="end">'
            f"{words(10.0**power)}</text>",
        ]
    return lines


def _sizes(sizes: list[int], x: Scale) -> list[str]:
    ticks = [
        f'  <text class="tick" x="{x.at(size)}" y="{HEIGHT - BOTTOM + 26}" text-anchor="middle">'
        f"{size:,}</text>"
        for size in sizes
    ]
    return [*ticks, f'  <text class="tick" x="{WIDTH - RIGHT + 40}" y="{HEIGHT - 34}">blogs</text>']


def _line(one: Series, x: Scale, y: Scale) -> list[str]:
    places = [(x.at(size), y.at(one.points[size])) for size in sorted(one.points)]
    path = "L".join(f"{across} {down}" for across, down in places)
    dots = [
        f'  <circle class="dot-{one.kind}" cx="{across}" cy="{down}" r="4"/>'
        for across, down in places
    ]
    return [f'  <path class="{one.kind}" d="M{path}"/>', *dots]


def _labels(shown: list[Series], y: Scale) -> list[str]:
    """At the right end of each line, pushed down where two would lie on each other."""
    labels, free = [], 0.0
    for one in sorted(shown, key=lambda series: -series.last):
        place = max(y.at(one.last) + 5, free)
        free = place + LABEL_APART
        text = f"{one.name}, {words(one.last)}"
        labels.append(
            f'  <text class="label-{one.kind}" x="{WIDTH - RIGHT + 14}" y="{place:.1f}">'
            f"{escape(text)}</text>"
        )
    return labels
