"""Run a mutant's tests in a tree, and say what came of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.support.facts import FOLDER

RUN_WITHIN = 240
SOME_FAILED = 1  # pytest's exit code; 2 and more mean that it could not do its work


class Fate(StrEnum):
    """What became of a mutant."""

    CAUGHT = "caught"
    SURVIVED = "survived"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One mutant's fate, and which tests failed."""

    name: str
    sabotage: str
    fate: Fate
    seconds: float
    failed: tuple[str, ...] = ()
    note: str = ""

    def facts(self) -> dict[str, Any]:
        """The same as JSON holds it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What pytest said."""

    code: int
    red: tuple[str, ...]
    seconds: float
    output: str

    def last_lines(self, count: int = 12) -> str:
        return "\n".join(self.output.strip().splitlines()[-count:])


def run_tests(tree: Path, tests: Sequence[str], environment: dict[str, str], *more: str) -> Outcome:
    """Run `tests` in `tree` with this Python."""
    report = tree / f"report-{uuid.uuid4().hex}.xml"
    command = [sys.executable, "-m", "pytest", *tests, f"--junitxml={report}", "--tb=short", *more]
    start = time.monotonic()
    try:
        done = subprocess.run(
            command,
            cwd=tree,
            env=_inherited() | environment | _paths(tree),
            capture_output=True,
            text=True,
            check=False,
            timeout=RUN_WITHIN,
        )
    except subprocess.TimeoutExpired:
        return Outcome(-1, (), RUN_WITHIN, f"no end within {RUN_WITHIN} s")
    seconds = time.monotonic() - start
    output = done.stdout + done.stderr
    return Outcome(done.returncode, _red_tests(report), seconds, output)


def judge(outcome: Outcome) -> tuple[Fate, str]:
    """Caught takes a report of failing tests; a run that came to no test is an error."""
    if outcome.code == 0:
        return Fate.SURVIVED, "every named test is green"
    if outcome.code == SOME_FAILED and outcome.red:
        return Fate.CAUGHT, ""
    return Fate.ERROR, f"pytest ended with {outcome.code}:\n{outcome.last_lines()}"


def _inherited() -> dict[str, str]:
    """What harmed code records is no fact."""
    return {name: value for name, value in os.environ.items() if name != FOLDER}


def _paths(tree: Path) -> dict[str, str]:
    return {
        "PYTHONPATH": os.pathsep.join([str(tree / "platform"), str(tree)]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _red_tests(report: Path) -> tuple[str, ...]:
    """The tests that failed, those included whose fixtures did."""
    if not report.exists():
        return ()
    cases = ElementTree.parse(report).getroot().iter("testcase")
    return tuple(
        _plain(case.get("name", ""))
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    )


def _plain(name: str) -> str:
    """A test's name without what a table put into it."""
    return re.sub(r"\[.*", "", name)
