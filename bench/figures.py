"""A figure: what was measured, and whether it holds."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value. `at_most` is the goal; without one the figure is only reported."""

    name: str
    value: float
    unit: str
    n: int
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the value reaches its goal."""
        return self.at_most is None or self.value <= self.at_most

    def line(self, commit: str) -> str:
        """The figure as one line of JSON."""
        return json.dumps(
            {
                "figure": self.name,
                "value": round(self.value, 4),
                "unit": self.unit,
                "goal": None if self.at_most is None else f"<= {self.at_most:g}",
                "holds": self.holds,
                "n": self.n,
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
