"""A figure: what was measured, and whether it holds."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value. `at_most` or `at_least` is the goal; without one it is only reported.

    `n` is how many there were of what is measured (posts, pages, blogs), `rounds` how often it was
    measured, `cpu` the processor's seconds that one round took, `load` the machine's average over
    the last minute: others may be at work on it.
    """

    name: str
    value: float
    unit: str
    n: int
    at_most: float | None = None
    at_least: float | None = None
    rounds: int | None = None
    cpu: float | None = None
    load: float = field(default_factory=lambda: os.getloadavg()[0])

    @property
    def holds(self) -> bool:
        """Whether the value reaches its goal."""
        if self.at_least is not None and self.value < self.at_least:
            return False
        return self.at_most is None or self.value <= self.at_most

    @property
    def goal(self) -> str | None:
        """The goal in signs, such as `<= 5`."""
        if self.at_least is not None:
            return f">= {self.at_least:g}"
        return None if self.at_most is None else f"<= {self.at_most:g}"

    def line(self, commit: str) -> str:
        """The figure as one line of JSON."""
        return json.dumps(
            {
                "figure": self.name,
                "value": round(self.value, 4),
                "unit": self.unit,
                "goal": self.goal,
                "holds": self.holds,
                "n": self.n,
                "rounds": self.rounds,
                "cpu_s": None if self.cpu is None else round(self.cpu, 4),
                "load": round(self.load, 2),
                "commit": commit,
            }
        )


def commit() -> str:
    """The short hash of the checkout, with `-dirty` when files differ from it."""
    hash_ = _git("rev-parse", "--short", "HEAD").strip()
    return f"{hash_}-dirty" if _git("status", "--porcelain") else hash_


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else "unknown"
