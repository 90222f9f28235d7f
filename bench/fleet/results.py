"""What runs have found, a file for each size of fleet, so that a chart can be drawn of all."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from bench.figures import ROOT

RESULTS = ROOT / "bench" / "results"


class Line(TypedDict):
    """One figure, as `Figure.line` writes it."""

    figure: str
    value: float
    unit: str
    goal: str | None
    holds: bool
    n: int
    rounds: int | None
    cpu_s: float | None
    load: float
    commit: str


@dataclass
class Results:
    """The file of one size. A figure takes the place of the one of its name from a run before."""

    path: Path
    lines: dict[str, Line] = field(default_factory=dict)
    measured: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, blogs: int, folder: Path = RESULTS) -> Results:
        """What is known of a fleet of so many blogs."""
        return cls.named(f"fleet-{blogs}", folder)

    @classmethod
    def named(cls, name: str, folder: Path = RESULTS) -> Results:
        """What is known under that name."""
        path = folder / f"{name}.jsonl"
        return cls(path, {line["figure"]: line for line in _read(path)})

    def add(self, text: str) -> None:
        """Keep one line, at once: a run that is stopped has not measured for nothing."""
        line: Line = json.loads(text)
        self.lines[line["figure"]] = line
        self.measured.add(line["figure"])
        self._write()

    def end(self) -> None:
        """A run of all groups has come to its end: forget figures that there are no more."""
        self.lines = {name: self.lines[name] for name in self.lines if name in self.measured}
        self._write()

    def _write(self) -> None:
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text("".join(f"{json.dumps(line)}\n" for line in self.lines.values()))


def read_all(folder: Path = RESULTS) -> dict[int, list[Line]]:
    """The figures of each size of fleet, the smallest first."""
    paths = {int(path.stem.removeprefix("fleet-")): path for path in folder.glob("fleet-*.jsonl")}
    return {blogs: _read(paths[blogs]) for blogs in sorted(paths)}


def _read(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
