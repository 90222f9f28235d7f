"""`python -m tests.prove`: runs the proofs, writes build/prove.md and build/prove.html."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.mutants.patches import ROOT
from tests.prove.parts import PARTS, Case, cases, counted, section
from tests.prove.report import Report, Section, Table
from tests.support.facts import FOLDER, Fact, recorded

BUILD = ROOT / "build"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="inkstead-prove-") as name:
        folder = Path(name)
        code = _run(folder, "pytest", *_paths(), f"--junitxml={folder / 'report.xml'}")
        tested = cases(folder / "report.xml") if code < 2 else []
        code += _run(folder, "tests.mutants")
        facts = recorded(folder)
    report = _report(tested, facts, holds=code == 0)
    _write(report)
    return int(code != 0)


def _paths() -> list[str]:
    return [part.path for part in PARTS if (ROOT / part.path).exists()]


def _run(facts: Path, module: str, *arguments: str) -> int:
    paths = os.pathsep.join([str(ROOT / "platform"), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=os.environ | {FOLDER: str(facts), "PYTHONPATH": paths},
        check=False,
    ).returncode


def _report(tested: list[Case], facts: list[Fact], *, holds: bool) -> Report:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    end = "All of it holds." if holds else "Not all of it holds."
    return Report(
        "Inkstead: what was tried against it",
        [f"{end} {counted(tested)}", f"Commit {commit or 'unknown'}, {when}, by make prove."],
        [*(section(part, tested, facts) for part in PARTS), _mutants(facts)],
    )


def _mutants(facts: list[Fact]) -> Section:
    """Who watches the watchers: each sabotage with the test that noticed it."""
    numbers: dict[str, Any] = next((f.numbers for f in facts if f.name == "mutants"), {})
    verdicts = numbers.get("verdicts", [])
    rows = [[v["sabotage"], ", ".join(v["failed"]) or v["note"][:300], v["fate"]] for v in verdicts]
    return Section(
        "Mutants",
        [
            "Each is a change of a line or so that breaks one promise, made in a scratch copy. "
            "A test must fail by it; the same tests are green without it.",
            f"{len(verdicts)} sabotages, {numbers.get('caught', 0)} caught.",
        ],
        [Table("Sabotages", ["What was broken", "The test that noticed", "Fate"], rows)],
    )


def _write(report: Report) -> None:
    BUILD.mkdir(exist_ok=True)
    (BUILD / "prove.md").write_text(report.markdown(), encoding="utf-8")
    (BUILD / "prove.html").write_text(report.html(), encoding="utf-8")
    sys.stdout.write("The report: build/prove.md and build/prove.html\n")


if __name__ == "__main__":
    sys.exit(main())
