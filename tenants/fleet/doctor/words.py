"""What the doctor says: a page for a terminal, or plain values for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.template.defaultfilters import filesizeformat

from kit.table import lines
from tenants.fleet.census import fleet
from tenants.fleet.doctor.examine import Seen, Told
from tenants.fleet.doctor.ground import Extent
from tenants.fleet.look import count

SHOWN = 25  # findings of one look
WIDEST = 90

type Paint = Callable[[str], str]


def page(seen: list[Seen], extent: Extent, *, good: Paint, bad: Paint) -> Iterator[str]:
    """The figures, a line a look, then what is wrong, each with what can be done."""
    yield f"{count(fleet())}; {extent.relations:,} relations, {_sizes(extent)}"
    yield ""
    rows = [(one.look.title, _verdict(one), f"{one.seconds:.1f} s") for one in seen]
    table = lines(["Looked at", "Found", "Took"], rows)
    yield f"  {table[0]}"
    for one, line in zip(seen, table[1:], strict=True):
        yield (bad if one.wrong else good)(f"  {line}")
    for one in seen:
        if one.told:
            yield from _told(one)
    yield ""
    yield _end(seen, good=good, bad=bad)


def facts(seen: list[Seen], extent: Extent) -> dict[str, Any]:
    """The same for programs."""
    return {
        "healthy": not wrong(seen),
        "relations": extent.relations,
        "database_bytes": extent.database_bytes,
        "catalog_bytes": extent.catalog_bytes,
        "looks": [
            {
                "name": one.look.name,
                "title": one.look.title,
                "seconds": round(one.seconds, 3),
                "findings": [_facts(told) for told in one.told],
            }
            for one in seen
        ],
    }


def wrong(seen: list[Seen]) -> int:
    """How many findings still hold."""
    return sum(one.wrong for one in seen)


def _facts(told: Told) -> dict[str, Any]:
    finding = told.finding
    return {
        "where": finding.where,
        "words": finding.words,
        "advice": finding.advice,
        "can_mend": finding.mend is not None,
        "mended": told.done,
        "failed": told.failed,
        "details": list(finding.details),
    }


def _told(one: Seen) -> Iterator[str]:
    yield ""
    yield one.look.title
    rows = [(told.finding.where, told.finding.words, _remedy(told)) for told in one.told[:SHOWN]]
    table = lines(["Where", "What", "Then"], rows, widest=WIDEST)
    yield from (f"  {line}" for line in table)
    if len(one.told) > SHOWN:
        yield f"  … and {len(one.told) - SHOWN:,} more; --json has all"


def _remedy(told: Told) -> str:
    if told.done:
        return f"mended: {told.done}"
    if told.failed:
        return f"not mended: {told.failed}"
    return "--mend" if told.finding.mend else told.finding.advice


def _verdict(one: Seen) -> str:
    if not one.told:
        return "well"
    mended = len(one.told) - one.wrong
    words = [f"{one.wrong:,} wrong"] if one.wrong else []
    return ", ".join([*words, *([f"{mended:,} mended"] if mended else [])])


def _end(seen: list[Seen], *, good: Paint, bad: Paint) -> str:
    left = wrong(seen)
    if not left:
        return good("The fleet is well.")
    can = sum(
        told.finding.mend is not None and not told.failed
        for one in seen
        for told in one.told
        if not told.is_mended
    )
    things = "1 thing is" if left == 1 else f"{left:,} things are"
    return bad(f"{things} wrong." + (f" --mend takes care of {can:,}." if can else ""))


def _sizes(extent: Extent) -> str:
    database, catalog = map(filesizeformat, (extent.database_bytes, extent.catalog_bytes))
    return f"{database} in the database, {catalog} of it the catalog".replace("\xa0", " ")
