"""The admin's figures and those of signing in; `ONLY` in the environment names some groups."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

from bench.admin.deeds import overview, suspending
from bench.admin.ground import FEW, Ground
from bench.admin.guessing import guessing, telling
from bench.admin.hand_off import hand_off
from bench.admin.lists import lists
from bench.figures import Figure
from bench.stage import Stage

GROUPS: dict[str, Callable[[Ground], Iterator[Figure]]] = {
    "lists": lists,
    "overview": overview,
    "suspending": suspending,
    "hand_off": hand_off,
    "guessing": guessing,
    "telling": telling,
}


def wanted() -> list[str]:
    """The groups to measure; ValueError names one that is not there."""
    names = [name for name in os.environ.get("ONLY", "").split(",") if name]
    if unknown := set(names) - set(GROUPS):
        raise ValueError(f"ONLY knows {', '.join(GROUPS)}; not {', '.join(sorted(unknown))}.")
    return names or list(GROUPS)


def figures(stage: Stage, blogs: int, groups: list[str]) -> Iterator[Figure]:
    """In their order, on a database that begins empty; `lists` fills it while it measures."""
    print(f"  {blogs:,} blogs as rows, without schemas: none is looked into.", file=sys.stderr)
    ground = Ground.on(stage, blogs)
    if "lists" not in groups:
        ground.fill(FEW, blogs)
    for name in groups:
        yield from GROUPS[name](ground)
