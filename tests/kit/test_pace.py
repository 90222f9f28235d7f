"""So often and no oftener, each for themselves, and within a bound."""

from __future__ import annotations

import pytest

from kit import pace
from kit.pace import Pace


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that have gone by; to be moved on."""
    now = [100.0]
    monkeypatch.setattr("kit.pace.time.monotonic", lambda: now[0])
    return now


def test_one_too_many_is_told_how_long_to_wait(clock: list[float]) -> None:
    three = Pace(3, 20.0)
    for _ in range(3):
        assert three.wait_for("a") == 0.0
        clock[0] += 1
    assert three.wait_for("a") == 17.0
    clock[0] += 17
    assert three.wait_for("a") == 0.0
    assert three.wait_for("a") == 1.0


def test_who_is_refused_is_not_counted(clock: list[float]) -> None:
    one = Pace(1, 10.0)
    one.wait_for("a")
    for _ in range(50):
        clock[0] += 0.1
        assert one.wait_for("a") > 0
    clock[0] += 6
    assert one.wait_for("a") == 0.0


def test_each_for_themselves(clock: list[float]) -> None:
    one = Pace(1, 10.0)
    assert [one.wait_for(who) for who in ("a", "b", ("a", "b"))] == [0.0, 0.0, 0.0]
    assert one.wait_for("b") == 10.0


def test_those_who_asked_long_ago_are_forgotten(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "REMEMBERED", 100)
    one = Pace(1, 1000.0)
    for number in range(1000):
        one.wait_for(number)
    assert len(one._asked) == 100
    assert one.wait_for(999) > 0
    assert one.wait_for(0) == 0.0
