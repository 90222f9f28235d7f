"""The release before this code: found by tag or by the committed note, and laid out in a folder.

`python -m tests.rolling.release` ends with 1 when this clone does not hold it.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

NOTE = ROOT / "deploy/last-release"


def last_release() -> tuple[str, str] | None:
    """Its name and commit: the newest tag before this commit, else what the note names.

    None when this clone holds neither: a shallow one, or no clone at all.
    """
    return _by_tag() or _by_note()


def lay_out(commit: str, folder: Path) -> None:
    """Put its files into `folder`."""
    packed = subprocess.run(
        ["git", "archive", "--format=tar", commit], cwd=ROOT, capture_output=True, check=True
    )
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
        files.extractall(folder, filter="data")


def _by_tag() -> tuple[str, str] | None:
    name = _git("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*", "HEAD^")
    return (name, _git("rev-parse", f"{name}^{{commit}}")) if name else None


def _by_note() -> tuple[str, str] | None:
    for line in NOTE.read_text().splitlines():
        if line and not line.startswith("#"):
            version, commit = line.split()
            if _git("cat-file", "-t", commit) == "commit":
                return f"v{version}", commit
    return None


def _git(*words: str) -> str:
    """What git says, or nothing where it cannot."""
    try:
        done = subprocess.run(
            ["git", *words], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if not done.returncode else ""


if __name__ == "__main__":
    sys.exit(0 if last_release() else 1)
