"""All figures of reading, over N blogs in the folder that the fleet's figures use as well.

`ONLY` in the environment names some of the groups, separated by commas; ROUNDS (5) and SECONDS (4,
of each run under load) make it shorter. What a machine lacks is left out aloud.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

from bench.figures import Figure
from bench.fleet.fill import fill, ready_numbers
from bench.load import Missing
from bench.reading.cold import cold
from bench.reading.files import files
from bench.reading.fresh import fresh
from bench.reading.ground import Ground
from bench.reading.kept import kept
from bench.reading.lighthouse import lighthouse
from bench.reading.made import made
from bench.reading.neighbours import neighbours
from bench.reading.search import search
from bench.reading.seen import seen
from bench.reading.weight import weight
from bench.stage import Stage

GROUPS: dict[str, Callable[[Ground], Iterator[Figure]]] = {
    "cold": cold,
    "kept": kept,
    "files": files,
    "made": made,
    "search": search,
    "fresh": fresh,
    "seen": seen,
    "neighbours": neighbours,
    "weight": weight,
    "lighthouse": lighthouse,
}


def wanted() -> list[str]:
    """The groups to measure; ValueError names one that is not there."""
    names = [name for name in os.environ.get("ONLY", "").split(",") if name]
    if unknown := set(names) - set(GROUPS):
        raise ValueError(f"ONLY knows {', '.join(GROUPS)}; not {', '.join(sorted(unknown))}.")
    return names or list(GROUPS)


def figures(stage: Stage, blogs: int, groups: list[str]) -> Iterator[Figure]:
    """Fill the folder up to `blogs`, then measure over all that are there."""
    if len(ready_numbers()) < blogs:
        fill(blogs)
    ground = Ground(stage, sorted(ready_numbers()))
    for name in groups:
        try:
            yield from GROUPS[name](ground)
        except Missing as missing:
            print(f"\n  *** {name}: NOT MEASURED. {missing}\n", file=sys.stderr, flush=True)
