"""The Nu HTML checker, the one that the HTML standard's own people use: from npm, with a Java."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.gallery.walk import Shown

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
MISSING = "There is no HTML checker: it needs Java (apt install default-jre-headless) and `npm ci`."


def has_checker() -> bool:
    """Whether this machine can check."""
    return shutil.which("java") is not None and JAR.exists()


def needs_checker() -> None:
    """Leave the test out aloud where there is none; REQUIRE_NU=1 makes that fail."""
    if has_checker():
        return
    if os.environ.get("REQUIRE_NU") == "1":
        pytest.fail(f"{MISSING} REQUIRE_NU=1.")
    pytest.skip(f"{MISSING} The pages' HTML was NOT CHECKED.")


def check(pages: Iterable[Shown], folder: Path) -> list[str]:
    """What it says of all of them, errors and warnings, in one run of Java."""
    for page in pages:
        (folder / f"{page.name}.html").write_text(page.html, encoding="utf-8")
    command = ["java", "-Xss4m", "-jar", str(JAR), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, str(folder)], capture_output=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{Path(found['url']).stem}: {found['message']}: {found.get('extract', '')}"
        for found in messages
    ]
