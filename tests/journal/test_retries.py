"""When to try again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from journal.retries import next_try, words_of

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(1, 5), (2, 20), (3, 80), (6, 5120), (7, 20480), (8, 21600), (99, 21600)],
)
def test_waits_grow_fourfold_to_six_hours(attempts: int, seconds: int) -> None:
    assert (next_try(NOW, attempts) - NOW).total_seconds() == seconds


def test_an_error_is_one_short_line_that_postgres_takes() -> None:
    assert words_of(ValueError("two\nlines\0")) == "ValueError: two lines"
    assert len(words_of(ValueError("x" * 5000))) == 1000
