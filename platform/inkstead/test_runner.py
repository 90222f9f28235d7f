"""`manage.py test` runs the project's tests, which are pytest's."""

from __future__ import annotations

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class PytestRunner:
    """What Django's test command wants; the run is a process of its own, with test settings."""

    def __init__(self, verbosity: int = 1, failfast: bool = False, **options: Any) -> None:
        self.flags = ["-x"] if failfast else []
        self.flags += ["-v"] if verbosity > 1 else []

    @classmethod
    def add_arguments(cls, parser: ArgumentParser) -> None:
        """No options of our own: `pytest --help` has them all."""

    def run_tests(self, test_labels: list[str]) -> int:
        """Run pytest on paths (`tests/handoff`); returns 1 when a test failed, else 0."""
        command = [
            *(sys.executable, "-m", "pytest", "--ds", "inkstead.settings.test"),
            *self.flags,
            *test_labels,
        ]
        return int(subprocess.run(command, cwd=ROOT, check=False).returncode != 0)  # noqa: S603
