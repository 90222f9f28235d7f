"""All figures of writing. `ONLY` in the environment names some of the groups, by commas.

What a machine lacks is left out aloud.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

from bench.figures import Figure
from bench.load import Missing
from bench.measures.photos import photos
from bench.stage import Stage
from bench.studio.desk import Desk
from bench.studio.keeping import keeping
from bench.studio.typing import opening, typing
from bench.studio.weight import lighthouse, weight

GROUPS: dict[str, Callable[[Desk], Iterator[Figure]]] = {
    "typing": typing,
    "opening": opening,
    "keeping": keeping,
    "weight": weight,
    "lighthouse": lighthouse,
    "photos": lambda desk: photos(desk.stage),
}


def wanted() -> list[str]:
    """The groups to measure; ValueError names one that is not there."""
    names = [name for name in os.environ.get("ONLY", "").split(",") if name]
    if unknown := set(names) - set(GROUPS):
        raise ValueError(f"ONLY knows {', '.join(GROUPS)}; not {', '.join(sorted(unknown))}.")
    return names or list(GROUPS)


def figures(stage: Stage, groups: list[str]) -> Iterator[Figure]:
    """Measure over one desk."""
    desk = Desk.made(stage)
    for name in groups:
        try:
            yield from GROUPS[name](desk)
        except Missing as missing:
            print(f"\n  *** {name}: NOT MEASURED. {missing}\n", file=sys.stderr, flush=True)
