"""Folders for sockets."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a path short enough for a socket in it (104 bytes on macOS)."""
    folder = Path(tempfile.mkdtemp(prefix="ink"))
    yield folder
    shutil.rmtree(folder)
