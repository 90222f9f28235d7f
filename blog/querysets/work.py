"""Old addresses, and due work."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from blog.models.base import TenantQuerySet

if TYPE_CHECKING:
    from blog.models import Move, OutboxEntry  # noqa: F401  # named in quotes


class MoveQuerySet(TenantQuerySet["Move"]):
    """Old addresses."""

    def in_force(self) -> Self:
        """Not removed by hand."""
        return self.filter(removed_at=None)

    def newest(self) -> Self:
        """As the studio lists them: the newest first."""
        return self.order_by("-made_at", "-id")


class OutboxQuerySet(TenantQuerySet["OutboxEntry"]):
    """What is due."""

    def due(self, now: datetime) -> Self:
        return self.filter(done_at=None, due_at__lte=now).order_by("due_at", "id")

    def waiting(self) -> Self:
        return self.filter(done_at=None).order_by("due_at")
