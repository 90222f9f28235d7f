"""What failed is written down so that pytest can be asked for just that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.failed import WHERE, without_group, write_failed

SAMPLE = """
import pytest

@pytest.mark.xdist_group("together")
@pytest.mark.parametrize("who", ["ada@post.example", "[bob] and others"])
def test_bad(who):
    assert who == "ada"

def test_good():
    pass

@pytest.fixture
def broken():
    raise ValueError("in the set-up")

def test_of_broken(broken):
    pass
"""


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("tests/test_a.py::test_b", "tests/test_a.py::test_b"),
        ("tests/test_a.py::test_b@deploy", "tests/test_a.py::test_b"),
        ("tests/test_a.py::test_b[x@y]", "tests/test_a.py::test_b[x@y]"),
        ("tests/test_a.py::test_b[x@y]@deploy", "tests/test_a.py::test_b[x@y]"),
    ],
)
def test_a_group_is_no_part_of_an_id(said: str, asked: str) -> None:
    assert without_group(said) == asked


def test_nothing_is_written_unless_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(WHERE, raising=False)
    monkeypatch.chdir(tmp_path)
    write_failed(["tests/test_a.py::test_b"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("workers", ["0", "2"])
def test_what_failed_can_be_asked_for_again(tmp_path: Path, workers: str) -> None:
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    (tmp_path / "conftest.py").write_text(
        "from tests.support.failed import write_failed\n\n"
        "def pytest_terminal_summary(terminalreporter):\n"
        "    stats = terminalreporter.stats\n"
        "    failed = [*stats.get('failed', []), *stats.get('error', [])]\n"
        "    write_failed(report.nodeid for report in failed)\n"
    )
    failed = tmp_path / "failed.txt"

    def run(*arguments: str) -> str:
        line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:django"]
        root = str(Path(__file__).parents[2])
        environment = os.environ | {WHERE: str(failed), "PYTHONPATH": root}
        for name in list(environment):
            if name.startswith("PYTEST_"):
                del environment[name]
        return subprocess.run(
            [*line, "-c", "/dev/null", "--rootdir", str(tmp_path), *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        ).stdout  # fmt: skip

    told = run("-n", workers, "--dist", "loadgroup", "test_sample.py")
    assert "2 failed, 1 passed, 1 error" in told
    assert set(failed.read_text().splitlines()) == {
        "test_sample.py::test_bad[ada@post.example]",
        "test_sample.py::test_bad[[bob] and others]",
        "test_sample.py::test_of_broken",
    }
    assert "2 failed, 1 error" in run(f"@{failed}")
