"""Times as people type them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from blog.studio.moments import read, typed

LISBON = ZoneInfo("Europe/Lisbon")


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


def test_an_hour_that_comes_twice_means_the_first() -> None:
    assert read("2026-10-25T01:30", LISBON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["x", "2026-13-01T00:00", "1066-10-14T09:00", "9999-12-31T23:59"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read(text, ZoneInfo("Pacific/Kiritimati"))
