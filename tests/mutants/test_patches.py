"""The sabotages fit the code as it stands, so that none is forgotten when code moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.patches import ROOT, Mutant, all_mutants

MUTANTS = all_mutants()
LEAST = 15


def test_there_are_enough() -> None:
    assert len(MUTANTS) >= LEAST


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_it_applies(mutant: Mutant) -> None:
    assert mutant.apply(ROOT, only_check=True) == ""


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_it_is_small(mutant: Mutant) -> None:
    taken = [line for line in mutant.changed_lines if line.startswith("-")]
    given = [line for line in mutant.changed_lines if line.startswith("+")]
    assert 1 <= max(len(taken), len(given)) <= 3


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_its_tests_exist(mutant: Mutant) -> None:
    for test in mutant.red:
        path, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}(" in (ROOT / path).read_text(encoding="utf-8")


def test_a_patch_without_headers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nameless.patch"
    path.write_text("--- a/x\n+++ b/x\n")
    with pytest.raises(ValueError, match="needs the headers"):
        Mutant.read(path)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(LookupError, match="no mutant called"):
        all_mutants(["nobody"])
