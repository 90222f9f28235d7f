"""The audit entry of what an admin does, in the admin's pages or at the server's own shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from journal import audit
from journal.on_behalf import is_by_itself

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User


def record_deed(
    action: str, *, by: User | None, tenant_id: UUID | None = None, target: str = "", **details: Any
) -> None:
    """Write `action` down as `by`'s; None is somebody at the shell, and the entry says so.

    Unless it comes of itself (`journal.on_behalf.by_itself`).
    """
    via = {} if by or is_by_itself() else {"via": "shell"}
    actor = by.id if by else None
    audit.record(action, by=actor, tenant_id=tenant_id, target=target, **details, **via)
