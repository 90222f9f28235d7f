"""Reads of messages."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Q

from blog.models.base import TenantQuerySet

if TYPE_CHECKING:
    from blog.contact.models import Message  # noqa: F401  # named in quotes


class MessageQuerySet(TenantQuerySet["Message"]):
    """Which messages: each is in the inbox, in Spam or in the trash."""

    def newest(self) -> Self:
        """Newest first, ids breaking ties."""
        return self.order_by("-sent_at", "-id")

    def inbox(self) -> Self:
        return self.filter(spam_at=None, trashed_at=None)

    def spam(self) -> Self:
        return self.filter(spam_at__isnull=False, trashed_at=None)

    def trashed(self) -> Self:
        return self.filter(trashed_at__isnull=False)

    def unread(self) -> Self:
        """In the inbox, and nobody has opened it."""
        return self.inbox().filter(read_at=None)

    def box_counts(self) -> dict[str, int]:
        """How many are in each box: inbox, spam, trash. One query."""
        kept = Q(trashed_at=None)
        counts: dict[str, int] = self.aggregate(
            inbox=Count("pk", filter=kept & Q(spam_at=None)),
            spam=Count("pk", filter=kept & Q(spam_at__isnull=False)),
            trash=Count("pk", filter=~kept),
        )
        return counts

    def put_away_before(self, moment: datetime) -> Self:
        """In the trash, or in Spam, since before `moment`."""
        return self.filter(Q(trashed_at__lt=moment) | Q(trashed_at=None, spam_at__lt=moment))
