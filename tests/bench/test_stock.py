"""What Inkstead is measured beside is the same blog: its tables, its rows, its pages."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bench.figures import ROOT


@pytest.mark.slow
def test_stock_has_the_same_tables_rows_and_pages() -> None:
    """In a process of its own: it sets the environment for servers of its own."""
    theirs = {name: value for name, value in os.environ.items() if name != "INKSTEAD_TEST_DATA"}
    environment = theirs | {"PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "bench.stock"]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "The same tables, rows and pages.\n", done.stdout + done.stderr[-3000:]
    assert done.returncode == 0
