"""All figures of a fleet of N blogs, in a folder that is filled once and stays.

`ONLY` in the environment names some of the groups, separated by commas.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from bench.figures import Figure
from bench.fleet.fill import fill
from bench.fleet.fleet import Fleet
from bench.fleet.memory import memory
from bench.fleet.migrations import migrations
from bench.fleet.new_blogs import new_blogs
from bench.fleet.one_of_many import one_of_many
from bench.fleet.roles import roles
from bench.fleet.sign_ups import sign_ups
from bench.fleet.under_reads import under_reads
from bench.stage import Stage

GROUPS: dict[str, Callable[[Fleet], Iterator[Figure]]] = {
    "roles": roles,
    "one_of_many": one_of_many,
    "migrations": migrations,
    "under_reads": under_reads,
    "new_blogs": new_blogs,
    "sign_ups": sign_ups,
    "memory": memory,
}


def wanted() -> list[str]:
    """The groups to measure; ValueError names one that is not there."""
    names = [name for name in os.environ.get("ONLY", "").split(",") if name]
    if unknown := set(names) - set(GROUPS):
        raise ValueError(f"ONLY knows {', '.join(GROUPS)}; not {', '.join(sorted(unknown))}.")
    return names or list(GROUPS)


def figures(stage: Stage, blogs: int, groups: list[str]) -> Iterator[Figure]:
    """Fill the folder up to `blogs`, then measure."""
    fill(blogs)
    fleet = Fleet(stage, blogs)
    for name in groups:
        yield from GROUPS[name](fleet)
