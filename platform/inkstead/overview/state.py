"""One thing that is well or not: a state, a sentence, and where one acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import ngettext, pgettext_lazy

from inkstead.overview.series import number

LATE = timedelta(minutes=2)  # work that is due is taken up within seconds


class State(StrEnum):
    """Whether somebody must act. `NOT_YET`: it is not set up, has not happened, or nobody knows."""

    GOOD = "good"
    LOOK = "look"
    NOT_YET = "not yet"

    @property
    def label(self) -> Any:
        """As people read it."""
        return LABELS[self]


LABELS = {
    State.GOOD: pgettext_lazy("state", "Good"),
    State.LOOK: pgettext_lazy("state", "Look at this"),
    State.NOT_YET: pgettext_lazy("state", "Not yet"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """`link` is a path of the admin, `command` what the server's shell is told."""

    name: str
    title: Any
    state: State
    words: str
    link: str = ""
    command: str = ""

    @property
    def wants_a_look(self) -> bool:
        """Whether somebody must act."""
        return self.state == State.LOOK


def judged(bad: object) -> State:
    """LOOK if anything is `bad`, else GOOD."""
    return State.LOOK if bad else State.GOOD


def tried_again(failing: int) -> str:
    """What is said of work that failed: nothing of it is lost."""
    return ngettext(
        "%(n)s failed and is tried again.", "%(n)s failed and are tried again.", failing
    ) % {"n": number(failing)}


def ago(moment: datetime) -> str:
    """`3 hours`, in the reader's language."""
    return lasting(timezone.now() - moment)


def lasting(span: timedelta) -> str:
    """`3 hours`; less than a minute is said in seconds."""
    now = timezone.now()
    if span < timedelta(minutes=1):
        return f"{max(0, int(span.total_seconds()))}\N{NO-BREAK SPACE}s"
    return timesince(now - span, now, depth=1)
