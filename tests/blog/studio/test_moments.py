"""Times as people type them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from blog.studio.moments import both_times, fold_of, read, typed

LISBON = ZoneInfo("Europe/Lisbon")
BERLIN = ZoneInfo("Europe/Berlin")


def test_nothing_is_no_time() -> None:
    assert read("", LISBON) is None
    assert typed(None, LISBON) == ""


def test_wall_clock_time_becomes_utc_and_back() -> None:
    moment = read("2026-07-01T08:00", LISBON)
    assert moment == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert typed(moment, LISBON) == "2026-07-01T08:00"


def test_a_space_and_seconds_are_understood() -> None:
    assert read("2026-07-01 08:00:59", LISBON) == datetime(2026, 7, 1, 7, tzinfo=UTC)


def test_an_hour_the_clocks_skip_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        read("2026-03-29T01:30", LISBON)
    assert "01:30 does not exist" in str(refused.value)
    with pytest.raises(ValidationError, match="02:30 does not exist"):
        read("2027-03-28T02:30", BERLIN)


def test_an_hour_that_comes_twice_is_asked_about() -> None:
    with pytest.raises(ValidationError) as refused:
        read("2026-10-25T02:30", BERLIN)
    assert "02:30 comes twice" in str(refused.value)
    assert both_times("2026-10-25T02:30", BERLIN) == [
        ("0", "The first 02:30, UTC+02:00"),
        ("1", "The second 02:30, UTC+01:00"),
    ]
    assert read("2026-10-25T02:30", BERLIN, "0") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert read("2026-10-25T02:30", BERLIN, "1") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_which_of_the_two_it_was_is_known_again() -> None:
    for fold in "01":
        assert fold_of(read("2026-10-25T02:30", BERLIN, fold), BERLIN) == fold
    assert fold_of(datetime(2026, 10, 25, 12, tzinfo=UTC), BERLIN) == ""
    assert fold_of(None, BERLIN) == ""


@pytest.mark.parametrize("text", ["", "x", "2026-10-25T03:00", "2027-03-28T02:30"])
def test_other_times_leave_nothing_to_choose(text: str) -> None:
    assert both_times(text, BERLIN) == []


def test_what_was_chosen_for_another_time_means_nothing() -> None:
    assert read("2026-10-25T12:00", BERLIN, "1") == datetime(2026, 10, 25, 11, tzinfo=UTC)


@pytest.mark.parametrize("text", ["x", "2026-13-01T00:00", "1066-10-14T09:00", "9999-12-31T23:59"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read(text, ZoneInfo("Pacific/Kiritimati"))
