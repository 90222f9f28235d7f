"""What a given number of blogs takes, by what was measured in bench/results/growth.jsonl.

The growth is taken to go on in the straight line between the first stop and the last. Blogs here
are new and hold one draft: what people write comes on top, and weighs the same on one server or on
many.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from bench.capacity.growth import RESULTS

BLOGS = (1_000, 10_000, 100_000, 1_000_000)
# Choices, not measurements: each is said in docs/scaling.md.
CATALOG_IN_MEMORY = 32e9  # bytes of catalog that one server is to hold, a half of 64 GB
FILES = 50e6  # files in one file system before making and removing them gets slow
GB = 1e9


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through what was measured at the least and at the most blogs."""

    at_none: float
    each: float

    def at(self, blogs: int) -> float:
        """What `blogs` blogs take."""
        return self.at_none + self.each * blogs


def table() -> str:
    """The capacity table in Markdown."""
    lines = measured()
    rows = [
        "| Blogs | Database | of it catalog | Relations | Files | Database servers |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for blogs in BLOGS:
        size, catalog = lines["database"].at(blogs), lines["catalog"].at(blogs)
        relations, files = lines["relations"].at(blogs), lines["files"].at(blogs)
        rows.append(
            f"| {blogs:,} | {_bytes(size)} | {_bytes(catalog)} | {_count(relations)} |"
            f" {_count(files)} | {servers(catalog, files)} |"
        )
    return "\n".join([*rows, "", _each(lines)])


def servers(catalog: float, files: float) -> int:
    """How many servers keep each one's catalog and files within the choices above."""
    return max(1, *(-(-int(part) // int(most)) for part, most in _limits(catalog, files)))


def measured() -> dict[str, Line]:
    """A line for each size; raises FileNotFoundError before anything was measured."""
    points: dict[str, dict[int, float]] = {}
    for text in RESULTS.read_text().splitlines():
        figure = json.loads(text)
        points.setdefault(figure["figure"], {})[figure["n"]] = figure["value"]
    return {name: _line(of_one) for name, of_one in points.items()}


def _line(points: dict[int, float]) -> Line:
    least, most = min(n for n in points if n), max(points)
    each = (points[most] - points[least]) / (most - least)
    return Line(points[least] - each * least, each)


def _limits(catalog: float, files: float) -> Iterator[tuple[float, float]]:
    yield catalog, CATALOG_IN_MEMORY
    yield files, FILES


def _each(lines: dict[str, Line]) -> str:
    database, catalog = lines["database"].each, lines["catalog"].each
    relations, files = lines["relations"].each, lines["files"].each
    return (
        f"A new blog adds {database / 1e6:.2f} MB, {catalog / 1e6:.2f} MB of it to the catalog,"
        f" {relations:.0f} relations and {files:.0f} files."
    )


def _bytes(value: float) -> str:
    return f"{value / GB:,.1f} GB" if value < 1000 * GB else f"{value / GB / 1000:,.2f} TB"


def _count(value: float) -> str:
    return f"{value / 1e6:,.1f} M" if value >= 1e6 else f"{value / 1e3:,.0f} k"
