"""Scratch copies of the checkout: what git knows and what it would, nothing ignored."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.mutants.patches import ROOT


def copy_tree(target: Path) -> Path:
    """Copy the working tree to `target`, which must not exist yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        source = ROOT / name
        if name and source.is_file():  # a deleted file is still listed until it is committed
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)
    return target
