"""The capacity table: from lines that were measured, and in the docs as it is computed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.capacity import growth, model
from bench.figures import ROOT

DOCS = ROOT / "docs/scaling.md"


def test_the_docs_have_the_table_as_it_is_computed() -> None:
    text = DOCS.read_text().partition("<!-- capacity -->")[2].partition("<!-- /capacity -->")[0]
    assert text.strip() == model.table(), "python -m bench.capacity prints it"


def test_every_line_says_of_which_commit_it_is() -> None:
    lines = [json.loads(line) for line in growth.RESULTS.read_text().splitlines()]
    assert {line["n"] for line in lines} >= {200, 1000}
    assert all(len(line["commit"]) >= 7 for line in lines)


def test_the_growth_is_the_line_between_the_stops(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    measured = tmp_path / "growth.jsonl"
    points = {"database": (10e6, 1e6), "catalog": (5e6, 0.5e6), "relations": (600, 80),
              "files": (500, 80)}  # fmt: skip
    with measured.open("w") as file:
        for name, (none, each) in points.items():
            for n in (0, 200, 1000):
                line = {"figure": name, "n": n, "value": none + each * n}
                file.write(json.dumps(line) + "\n")
    monkeypatch.setattr(model, "RESULTS", measured)
    assert model.measured()["database"] == model.Line(10e6, 1e6)
    said = model.table()
    assert "| 1,000 | 1.0 GB | 0.5 GB | 81 k | 80 k | 1 |" in said
    assert "| 1,000,000 | 1.00 TB | 500.0 GB | 80.0 M | 80.0 M | 16 |" in said
    assert "A new blog adds 1.00 MB" in said


def test_a_server_is_full_by_its_catalog_or_its_files() -> None:
    assert model.servers(catalog=1e9, files=1e3) == 1
    assert model.servers(catalog=33e9, files=1e3) == 2
    assert model.servers(catalog=1e9, files=151e6) == 4
