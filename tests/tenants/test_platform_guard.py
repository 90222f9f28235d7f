"""`platform/` is also a module of the standard library: a source root, never a package."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_platform_is_no_package_and_holds_no_loose_module() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert list((ROOT / "platform").glob("*.py")) == []


def test_the_standard_librarys_platform_still_answers_from_the_root() -> None:
    ask = "import platform; print(platform.system()); import inkstead.urls"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = ['', 'platform']; {ask}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == __import__("platform").system()
