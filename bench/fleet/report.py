"""`python -m bench.fleet.report`: the chart, and the table in docs/benchmarks.md, of the results.

Nothing in them is written by hand: run `make bench-fleet` for some sizes, and then this.
"""

from __future__ import annotations

import re
import sys

from bench.figures import ROOT
from bench.fleet.chart import Series, draw, words
from bench.fleet.results import RESULTS, Line, read_all

PAGE = ROOT / "docs" / "benchmarks.md"
CHART = RESULTS / "fleet.svg"
BEGIN, END = "<!-- fleet: written by make bench-report -->", "<!-- fleet: end -->"
TITLE = "What one blog costs, the more there are"

# What the chart shows of the figures, by the names they have: "ours", or what it is compared with.
CHARTED = (
    ("take a spare, p50", "a spare taken", True),
    ("new blog without a spare, p50", "a blog made", True),
    ("stock: Tenant.save(), p50", "stock: Tenant.save()", False),
    ("add a field, processor a blog", "a field added", True),
    ("back up one blog, p50", "a blog backed up", True),
    ("pg_dump -n of one blog, p50", "pg_dump -n", False),
)


def main() -> int:
    found = read_all()
    if not found:
        print("There are no results: run make bench-fleet first.", file=sys.stderr)
        return 1
    CHART.write_text(chart_of(found))
    PAGE.write_text(with_section(PAGE.read_text(), section_of(found)))
    return 0


def chart_of(found: dict[int, list[Line]]) -> str:
    """The SVG."""
    return draw(TITLE, [Series(name, ours, _points(found, key)) for key, name, ours in CHARTED])


def section_of(found: dict[int, list[Line]]) -> str:
    """The table, a row a figure and a column a size; and of when and how it is."""
    sizes = list(found)
    by_name = {size: {line["figure"]: line for line in found[size]} for size in sizes}
    names = list(dict.fromkeys(_general(name) for lines in by_name.values() for name in lines))
    rows = [_row(name, [_of(by_name[size], name) for size in sizes]) for name in names]
    head = ["", "Goal", *(f"{size:,}" for size in sizes)]
    lines = [_cells(head), _cells(["---", "---", *("---:" for _ in sizes)]), *rows]
    return "\n".join([*lines, "", _small_print(found)])


def with_section(page: str, section: str) -> str:
    """The page with `section` between its two marks; ValueError when they are not there."""
    pattern = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    if not pattern.search(page):
        raise ValueError(f"The page has no lines {BEGIN} and {END}.")
    return pattern.sub(lambda _: f"{BEGIN}\n\n{section}\n\n{END}", page)


def value_words(value: float, unit: str) -> str:
    """A value as people read it: `4.1 ms`, `12 s`, `320 ×`, `61 MiB`."""
    if unit in {"s", "ms"}:
        return words(value * (1000 if unit == "s" else 1)) if value > 0 else f"{value:.2g} {unit}"
    number = f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"
    sign = {"times": " ×", "ratio": " ×", "%": " %", "MiB": " MiB"}
    return number + sign.get(unit, "")


def _points(found: dict[int, list[Line]], name: str) -> dict[int, float]:
    return {
        size: line["value"] * (1000 if line["unit"] == "s" else 1)
        for size, lines in found.items()
        for line in lines
        if line["figure"] == name
    }


def _row(name: str, lines: list[Line | None]) -> str:
    known = [line for line in lines if line]
    goals = list(dict.fromkeys(_goal(line) for line in known))
    return _cells([name, "; ".join(filter(None, goals)), *(_value(line) for line in lines)])


def _goal(line: Line) -> str:
    if line["goal"] is None:
        return ""
    sign, _, number = line["goal"].partition(" ")
    least = {"<=": "at most", ">=": "at least"}[sign]
    return f"{least} {value_words(float(number), line['unit'])}"


def _value(line: Line | None) -> str:
    if line is None:
        return ""
    cpu = f" ({line['cpu_s']:.2g} s CPU)" if line["cpu_s"] is not None else ""
    missed = "" if line["holds"] else " **missed**"
    return f"{value_words(line['value'], line['unit'])}{cpu}{missed}"


def _general(name: str) -> str:
    """The name without how many blogs there were, so that all sizes share a row."""
    return re.sub(r" after [\d,]+ blogs", " after all blogs", name)


def _of(lines: dict[str, Line], name: str) -> Line | None:
    return next((line for found, line in lines.items() if _general(found) == name), None)


def _small_print(found: dict[int, list[Line]]) -> str:
    loads = [line["load"] for lines in found.values() for line in lines]
    commits = sorted({line["commit"] for lines in found.values() for line in lines})
    return (
        f"Load of the machine while it was measured: {min(loads):.0f} to {max(loads):.0f}. "
        f"Commits: {', '.join(commits)}."
    )


def _cells(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
