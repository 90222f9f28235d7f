"""The table and the chart say what was measured, and nothing else."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.figures import Figure
from bench.fleet.chart import Series, draw, words
from bench.fleet.report import BEGIN, END, section_of, value_words, with_section
from bench.fleet.results import Line, Results, read_all

SVG = "{http://www.w3.org/2000/svg}"


def line(name: str, value: float, n: int, unit: str = "s", **more: float) -> str:
    return Figure(name=name, value=value, unit=unit, n=n, load=2.0, **more).line("abc1234")  # type: ignore[arg-type]


def found(*lines: str) -> dict[int, list[Line]]:
    sizes: dict[int, list[Line]] = {}
    for text in lines:
        known: Line = json.loads(text)
        sizes.setdefault(known["n"], []).append(known)
    return sizes


def test_results_are_kept_at_once_and_a_later_one_takes_the_place(tmp_path: Path) -> None:
    first = Results.of(100, tmp_path)
    first.add(line("a", 1, 100))
    first.add(line("b", 2, 100))
    assert [one["figure"] for one in read_all(tmp_path)[100]] == ["a", "b"]
    Results.of(100, tmp_path).add(line("a", 3, 100))
    assert [(one["figure"], one["value"]) for one in read_all(tmp_path)[100]] == [
        ("a", 3),
        ("b", 2),
    ]


def test_a_whole_run_forgets_figures_that_there_are_no_more(tmp_path: Path) -> None:
    Results.of(100, tmp_path).add(line("old", 1, 100))
    run = Results.of(100, tmp_path)
    run.add(line("new", 1, 100))
    run.end()
    assert [one["figure"] for one in read_all(tmp_path)[100]] == ["new"]


def test_sizes_stand_in_order(tmp_path: Path) -> None:
    for size in (5000, 100, 1000):
        Results.of(size, tmp_path).add(line("a", 1, size))
    assert list(read_all(tmp_path)) == [100, 1000, 5000]


def test_the_table_has_a_row_a_figure_and_a_column_a_size() -> None:
    table = section_of(
        found(
            line("take", 0.0041, 1000, at_most=0.005),
            line("take", 0.0062, 5000, at_most=0.005),
            line("only here", 12, 5000, cpu=3.4),
        )
    )
    assert table.splitlines()[:4] == [
        "|  | Goal | 1,000 | 5,000 |",
        "| --- | --- | ---: | ---: |",
        "| take | at most 5 ms | 4.1 ms | 6.2 ms **missed** |",
        "| only here |  |  | 12 s (3.4 s CPU) |",
    ]
    assert "Load of the machine while it was measured: 2 to 2. Commits: abc1234." in table


def test_a_figure_that_names_its_size_shares_a_row() -> None:
    table = section_of(
        found(
            line("memory after 100 blogs", 3, 100, "MiB"),
            line("memory after 5,000 blogs", 61, 5000, "MiB"),
        )
    )
    assert "| memory after all blogs |  | 3 MiB | 61 MiB |" in table


def test_the_section_takes_the_place_of_the_one_before() -> None:
    page = f"Before.\n{BEGIN}\nold\n{END}\nAfter.\n"
    assert with_section(page, "new") == f"Before.\n{BEGIN}\n\nnew\n\n{END}\nAfter.\n"
    with pytest.raises(ValueError, match="no lines"):
        with_section("A page.", "new")


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0.00041, "s", "0.41 ms"),
        (0.0352, "s", "35 ms"),
        (4.26, "s", "4.26 s"),
        (1.4, "ms", "1.4 ms"),
        (0, "s", "0 s"),
        (1318.2, "times", "1,318 ×"),
        (1.113, "ratio", "1.11 ×"),
        (0, "errors", "0"),
    ],
)
def test_values_read_well(value: float, unit: str, said: str) -> None:
    assert value_words(value, unit) == said


def test_the_chart_tells_every_series_in_text() -> None:
    svg = draw(
        "Cost <here>",
        [
            Series("a spare", True, {100: 1.0, 1000: 1.5}),
            Series("stock", False, {100: 600.0, 1000: 900.0}),
            Series("nothing", True, {}),
        ],
    )
    tree = ElementTree.fromstring(svg)
    texts = ["".join(text.itertext()) for text in tree.iter(f"{SVG}text")]
    assert {"100", "1,000", "a spare, 1.5 ms", "stock, 900 ms"} <= set(texts)
    assert "nothing" not in svg
    assert len(list(tree.iter(f"{SVG}circle"))) == 4
    told = tree.find(f"{SVG}desc")
    assert told is not None and told.text is not None
    assert "a spare: 1 ms, 1.5 ms; stock: 600 ms, 900 ms" in told.text


def test_labels_do_not_lie_on_each_other() -> None:
    near = [Series(f"line {n}", True, {100: 5.0, 1000: 5.0 + n / 100}) for n in range(5)]
    places = [
        float(y) for y in re.findall(r'class="label-ours" x="\d+" y="([\d.]+)"', draw("", near))
    ]
    assert len(places) == 5
    assert all(b - a >= 20 for a, b in pairwise(places))


def test_more_costs_stand_higher() -> None:
    svg = draw("", [Series("one", True, {100: 1.0, 1000: 10.0})])
    low, high = (float(y) for y in re.findall(r'cy="([\d.]+)"', svg))
    assert high < low


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [(0.0004, "0.0004 ms"), (10, "10 ms"), (1000, "1 s"), (1234, "1.23 s")],
)
def test_words(milliseconds: float, said: str) -> None:
    assert words(milliseconds) == said
