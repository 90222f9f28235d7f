"""A mutant: a patch that breaks one promise, and the tests that must then fail.

The file begins with two headers, each on one line (Red holds several tests, parted by blanks):

    Sabotage: What is broken, in a sentence.
    Red: tests/tenants/test_tenant_transaction.py::test_role_and_path_end_with_it
    --- a/tenants/db/base.py
    +++ b/tenants/db/base.py
    ...
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Mutant:
    """One patch file."""

    name: str
    sabotage: str
    red: tuple[str, ...]
    diff: str

    @classmethod
    def read(cls, path: Path) -> Mutant:
        """Read a patch; raises ValueError when a header is missing."""
        head, found, diff = path.read_text(encoding="utf-8").partition("--- a/")
        fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        if not found or not fields.get("Sabotage") or not fields.get("Red"):
            raise ValueError(f"{path.name} needs the headers Sabotage and Red, then a diff.")
        return cls(path.stem, fields["Sabotage"], tuple(fields["Red"].split()), found + diff)

    @property
    def changed_lines(self) -> list[str]:
        """The lines that the patch takes away or adds."""
        return [
            line
            for line in self.diff.splitlines()
            if line[:1] in {"+", "-"} and not line.startswith(("+++ ", "--- "))
        ]

    def apply(self, tree: Path, *, only_check: bool = False) -> str:
        """Change the files of `tree`; returns git's complaint, empty when all went well."""
        command = ["git", "apply", "--recount", *(["--check"] if only_check else [])]
        done = subprocess.run(
            command,
            cwd=tree,
            input=self.diff,
            capture_output=True,
            text=True,
            check=False,
            # Else git looks for a repository above and leaves out files that are not in it.
            env=os.environ | {"GIT_CEILING_DIRECTORIES": str(tree.parent), "LC_ALL": "C"},
        )
        return done.stderr.strip() if done.returncode else ""


def all_mutants(names: list[str] | None = None) -> list[Mutant]:
    """The mutants called `names`, or all; raises LookupError for an unknown name."""
    known = {path.stem: path for path in sorted(FOLDER.glob("*.patch"))}
    unknown = set(names or []) - set(known)
    if unknown:
        raise LookupError(f"There is no mutant called {', '.join(sorted(unknown))}.")
    return [Mutant.read(known[name]) for name in names or known]
