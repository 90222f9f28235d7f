"""When to try again what failed."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_SECONDS = 5
LONGEST_SECONDS = 6 * 3600
MAX_ERROR = 1000


def next_try(now: datetime, attempts: int) -> datetime:
    """The time after `attempts` failures (1 and more): 5 s, 20 s, 80 s, ... at most 6 hours."""
    seconds = FIRST_SECONDS << 2 * min(attempts - 1, 10)
    return now + timedelta(seconds=min(seconds, LONGEST_SECONDS))


def words_of(error: Exception) -> str:
    """The error as it is kept in `last_error`: one line, at most 1000 characters, without NUL."""
    line = " ".join(f"{type(error).__name__}: {error}".replace("\0", "").split())
    return line[:MAX_ERROR]
