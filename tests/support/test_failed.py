"""What failed is written down so that pytest can be asked for just that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.failed import WHERE, without_group

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


CONFTEST = """
import pytest
from tests.support.failed import is_whole, skipped_what_must_run, write_failed

def pytest_terminal_summary(terminalreporter, exitstatus, config):
    write_failed(terminalreporter, whole=is_whole(config, exitstatus))

def pytest_sessionfinish(session):
    if skipped_what_must_run(session.config):
        session.exitstatus = 1
"""


@pytest.fixture
def failed(tmp_path: Path) -> Path:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    return tmp_path / "failed.txt"


def run(failed: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Pytest as a project of its own runs it, in the folder of `failed`."""
    ours = {name: word for name, word in os.environ.items() if not name.startswith("PYTEST_")}
    root = str(Path(__file__).parents[2])
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:django"]
    return subprocess.run(
        [*line, "-c", "/dev/null", "--rootdir", ".", *arguments],
        cwd=failed.parent, env=ours | {WHERE: str(failed), "PYTHONPATH": root} | more,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("workers", ["0", "2"])
def test_what_failed_can_be_asked_for_again(failed: Path, workers: str) -> None:
    told = run(failed, "-n", workers, "--dist", "loadgroup").stdout
    assert "2 failed, 1 passed, 1 error" in told
    assert set(failed.read_text().splitlines()) == {
        "test_sample.py::test_bad[ada@post.example]",
        "test_sample.py::test_bad[[bob] and others]",
        "test_sample.py::test_of_broken",
    }
    assert "2 failed, 1 error" in run(failed, f"@{failed}").stdout


def test_a_run_that_stopped_says_of_no_test_that_it_may_be_tried_again(failed: Path) -> None:
    assert run(failed, "--maxfail", "2").returncode == 1
    assert failed.read_text() == ""


def test_nor_does_one_of_whose_workers_one_died(failed: Path) -> None:
    (failed.parent / "test_dead.py").write_text("import os\n\ndef test_end():\n    os._exit(1)\n")
    assert "crashed" in run(failed, "-n", "2").stdout
    assert failed.read_text() == ""


def test_what_is_left_out_the_second_time_did_not_pass(failed: Path) -> None:
    (failed.parent / "test_left.py").write_text(
        "import pytest\n\ndef test_left():\n    pytest.skip('not today')\n"
    )
    assert run(failed, "test_left.py").returncode == 0
    assert run(failed, "test_left.py", MUST_RUN="1").returncode == 1
