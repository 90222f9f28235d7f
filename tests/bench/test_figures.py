"""A figure says whether it holds, in one line of JSON."""

from __future__ import annotations

import json
import re

import pytest

from bench.figures import Figure, commit


def figure(value: float, at_most: float | None) -> Figure:
    return Figure(name="trips", value=value, unit="round trips", n=30, at_most=at_most)


@pytest.mark.parametrize(
    ("value", "at_most", "holds"),
    [(4, 5, True), (5, 5, True), (5.01, 5, False), (99, None, True)],
)
def test_it_holds_up_to_its_goal(value: float, at_most: float | None, holds: bool) -> None:
    assert figure(value, at_most).holds is holds


@pytest.mark.parametrize(("value", "holds"), [(299.9, False), (300, True), (301, True)])
def test_it_may_have_to_reach_its_goal_from_below(value: float, holds: bool) -> None:
    faster = Figure(name="a spare", value=value, unit="times", n=5000, at_least=300)
    assert (faster.holds, faster.goal) == (holds, ">= 300")


def test_its_line() -> None:
    told = Figure(
        name="trips",
        value=4,
        unit="round trips",
        n=30,
        at_most=5,
        rounds=3,
        cpu=0.12345,
        load=1.234,
    )
    assert json.loads(told.line("abc1234")) == {
        "figure": "trips",
        "value": 4,
        "unit": "round trips",
        "goal": "<= 5",
        "holds": True,
        "n": 30,
        "rounds": 3,
        "cpu_s": 0.1235,
        "load": 1.23,
        "commit": "abc1234",
    }


def test_without_a_goal_it_is_only_told() -> None:
    assert json.loads(figure(4, None).line(""))["goal"] is None


def test_the_commit_is_short() -> None:
    assert re.fullmatch(r"[0-9a-f]{7,12}(-dirty)?|unknown", commit())
