"""Where the room that owns the outbox registers it: tenants knows the hook alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tenants.db.scope import TenantKey


@dataclass(frozen=True, slots=True)
class Done:
    """Whether an entry was due; and what is left of it to do once the transaction is committed."""

    ran: bool
    rest: Callable[[TenantKey], None] | None = None


@dataclass(frozen=True, slots=True)
class Outbox:
    """A tenant's outbox. Both are called inside the tenant's transaction."""

    run_one: Callable[[], Done]  # try the entry that is due the longest
    next_due: Callable[[], datetime | None]
    table: str  # with columns `due_at` and `done_at`, for whoever looks at all blogs at once


_outboxes: list[Outbox] = []


def set_outbox(outbox: Outbox) -> None:
    """Register the one outbox; a later call replaces it."""
    _outboxes[:] = [outbox]


def get_outbox() -> Outbox:
    """The registered outbox; raises LookupError when no app brought one."""
    if not _outboxes:
        raise LookupError("No app registered an outbox: is `blog` installed?")
    return _outboxes[0]
