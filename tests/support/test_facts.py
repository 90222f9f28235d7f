"""Facts: left by tests, read by the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.facts import FOLDER, record, recorded


def test_they_are_added_up_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    record("kills", before=1)
    record("reads", crossings=0)
    record("kills", after=1)
    assert [(fact.name, fact.numbers) for fact in recorded(tmp_path)] == [
        ("kills", {"before": 1, "after": 1}),
        ("reads", {"crossings": 0}),
    ]


def test_they_name_the_test_that_found_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    record("here", one=1)
    assert recorded(tmp_path)[0].source == "tests/support/test_facts.py"


def test_without_a_folder_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    monkeypatch.chdir(tmp_path)
    record("lost", one=1)
    assert list(tmp_path.iterdir()) == []
    assert recorded(tmp_path) == []
