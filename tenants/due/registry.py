"""Where the room that owns the outbox registers it: tenants knows the hook alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Outbox:
    """A tenant's outbox. Both are called inside the tenant's transaction."""

    run_one: Callable[[], bool]  # try the entry that is due the longest; False when none is
    next_due: Callable[[], datetime | None]


_outboxes: list[Outbox] = []


def set_outbox(outbox: Outbox) -> None:
    """Register the one outbox; a later call replaces it."""
    _outboxes[:] = [outbox]


def get_outbox() -> Outbox:
    """The registered outbox; raises LookupError when no app brought one."""
    if not _outboxes:
        raise LookupError("No app registered an outbox: is `blog` installed?")
    return _outboxes[0]
