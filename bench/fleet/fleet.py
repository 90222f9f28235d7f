"""The fleet that a run measures, and how its figures are told."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bench.figures import Figure
from bench.fleet.server import cluster_seconds
from bench.fleet.timing import Took, command
from bench.stage import Stage

GROWN, SLACK = 10_000, 2.5  # so many blogs may take so many times what fewer may


@dataclass(frozen=True, slots=True)
class Fleet:
    """So many blogs on a stage; `run` is a word of its own for names that must be new."""

    stage: Stage
    blogs: int
    run: str = field(default_factory=lambda: f"r{time.time_ns() // 1_000_000:x}")

    def command(self, environment: Mapping[str, str], *arguments: str) -> Took:
        """Run `manage.py`; the database server's processor time counts as well."""
        before = cluster_seconds(self.stage)
        took = command(environment, *arguments)
        return Took(took.wall, took.cpu + cluster_seconds(self.stage) - before)

    def measure(self, act: Callable[[], object]) -> Took:
        """Do `act` here; this process's and the database server's processor time count."""
        before = time.process_time() + cluster_seconds(self.stage)
        start = time.perf_counter()
        act()
        wall = time.perf_counter() - start
        return Took(wall, time.process_time() + cluster_seconds(self.stage) - before)

    def figure(
        self,
        name: str,
        value: float | Took,
        at_most: float | None = None,
        *,
        unit: str = "s",
        rounds: int = 1,
    ) -> Figure:
        """A figure of this many blogs; the goal of 10,000 is wider, that of none lost is not."""
        wall, cpu = (value.wall, value.cpu) if isinstance(value, Took) else (value, None)
        if at_most and self.blogs >= GROWN:
            at_most *= SLACK
        return Figure(
            name=name, value=wall, unit=unit, n=self.blogs, at_most=at_most, rounds=rounds, cpu=cpu
        )

    def ratio(self, name: str, value: float, at_least: float | None = None) -> Figure:
        """How many times; the more the better."""
        if at_least and self.blogs >= GROWN:
            at_least /= SLACK
        return Figure(name=name, value=value, unit="times", n=self.blogs, at_least=at_least)
