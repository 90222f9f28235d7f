"""Which tests failed, written down for `scripts/test.sh`, which tries a few of them again alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

WHERE = "FAILED_TESTS"  # names the file: one id a line, as pytest takes them from `@file`
MUST_RUN = "MUST_RUN"  # set when they are tried again: a test that is skipped did not pass
PHASES = {"setup", "call", "teardown"}


def write_failed(reporter: pytest.TerminalReporter, *, whole: bool) -> None:
    """Write down each test that failed by itself; nothing of a run that was not `whole`.

    Nothing is written either where a worker died, since what it had not begun is nobody's, or where
    no file is named.
    """
    if not (where := os.environ.get(WHERE)):
        return
    reports = [*reporter.stats.get("failed", []), *reporter.stats.get("error", [])]
    one_by_one = whole and all(getattr(one, "when", "") in PHASES for one in reports)
    ids = dict.fromkeys(without_group(one.nodeid) for one in reports if one_by_one)
    Path(where).write_text("".join(f"{one}\n" for one in ids), encoding="utf-8")


def is_whole(config: pytest.Config, status: int) -> bool:
    """Whether every test was run, and some failed."""
    return status == pytest.ExitCode.TESTS_FAILED and not config.getoption("maxfail")


def skipped_what_must_run(config: pytest.Config) -> bool:
    """Whether a test that failed before was left out when it was tried once more."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return bool(os.environ.get(MUST_RUN)) and bool(reporter and reporter.stats.get("skipped"))


def without_group(test_id: str) -> str:
    """The id that pytest takes: xdist puts a test's group behind it."""
    name, bracket, _group = test_id.rpartition("]")
    return name + bracket if bracket else test_id.partition("@")[0]
