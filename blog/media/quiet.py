"""When the machine has time: work that nobody waits for is done in the quiet hours, in UTC.

Thousands of blogs may wait for them. They begin one after the other, not all as the clock strikes,
and those that find the machine busy come again the more seldom, the more of them there are.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from blog.actions.enqueue import enqueue
from journal import doorbell

REFINE = "refine_pictures"
NEVER = "never"
A_DAY = timedelta(days=1)
AT_FIRST = timedelta(minutes=30)  # of the quiet hours, in which blogs begin
ASK_AGAIN = timedelta(seconds=30)  # whether the machine has time, where few ask
APART = timedelta(milliseconds=200)  # between two that ask, where many do
SEEN_AHEAD = timedelta(hours=1)  # who comes until then is counted as waiting


def refine_later(turn: int = 0) -> None:
    """Have AVIF made of the pictures that have none, one after the other, in the quiet hours.

    Each picture leaves the next `turn` behind, under another key than its own: it is made due in
    the transaction that marks this one as done.
    """
    due_at = some_quiet_time(timezone.now())
    if due_at is not None:
        turn %= 2
        enqueue(REFINE, f"{REFINE} {turn}", {"turn": turn}, due_at=due_at, again=True)


def some_quiet_time(now: datetime) -> datetime | None:
    """`now`, if it is quiet, else a moment soon after it gets so; None where it never is."""
    begin = next_quiet(now)
    late = 0.0 if begin in {now, None} else random.random()  # noqa: S311  # no secret
    return begin and begin + late * AT_FIRST


def when_less_busy(now: datetime) -> datetime:
    """When to look again whether the machine has time, in quiet hours."""
    waiting = doorbell.count_due(now + SEEN_AHEAD)
    wait = min(max(ASK_AGAIN, waiting * APART), SEEN_AHEAD)
    later = now + wait * random.uniform(0.5, 1.5)  # noqa: S311  # no secret
    return some_quiet_time(later) or later


def next_quiet(now: datetime) -> datetime | None:
    """`now`, if it lies in the quiet hours, else when they begin; None where there are none."""
    hours = hours_of(settings.MEDIA_QUIET_HOURS)
    if hours is None:
        return None
    start, end = hours
    since = (now.hour - start) % 24
    if since < end - start:
        return now
    begin = now.replace(hour=start, minute=0, second=0, microsecond=0)
    return begin if begin > now else begin + A_DAY


def hours_of(text: str) -> tuple[int, int] | None:
    """The hours of `1-5`, the second above the first: `22-4` is 22 and 28. `never` is None.

    Raises ValueError.
    """
    if text == NEVER:
        return None
    first, last = (int(hour) for hour in text.split("-"))
    if not (0 <= first < 24 and 0 <= last <= 24 and first != last):
        raise ValueError(text)
    return first, last if last > first else last + 24
