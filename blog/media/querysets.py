"""Reads of pictures."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Q, Sum

from blog.models.base import TenantQuerySet

if TYPE_CHECKING:
    from blog.media.models import Picture  # noqa: F401  # named in quotes


_BARE = Q(alt="", decorative=False)


class PictureQuerySet(TenantQuerySet["Picture"]):
    """Which pictures."""

    def kept(self) -> Self:
        """Not in the trash: what readers may get."""
        return self.filter(trashed_at=None)

    def trashed(self) -> Self:
        return self.filter(trashed_at__isnull=False)

    def newest(self) -> Self:
        """Newest first, ids breaking ties."""
        return self.order_by("-created_at", "-id")

    def matching(self, text: str) -> Self:
        """Whose name, alt text or caption holds `text`, whatever its case."""
        found = Q(name__icontains=text) | Q(alt__icontains=text) | Q(caption__icontains=text)
        return self.filter(found) if text else self

    def bare(self) -> Self:
        """Kept, and nobody said what they show."""
        return self.kept().filter(_BARE)

    def to_refine(self) -> Self:
        """Ready, and nobody looked yet whether AVIF makes them smaller; the newest first."""
        return self.kept().filter(state="ready", refined=False).newest()

    def counts(self) -> dict[str, int]:
        """How many are kept, bare, and in the trash, and the bytes (`size`) of all. One query."""
        kept = Q(trashed_at=None)
        counts: dict[str, int] = self.aggregate(
            kept=Count("pk", filter=kept),
            bare=Count("pk", filter=kept & _BARE),
            trash=Count("pk", filter=~kept),
            size=Sum("size", default=0),
        )
        return counts

    def replaced_before(self, moment: datetime) -> Self:
        """Whose file another one took the place of, before `moment`."""
        return self.filter(replaced_at__lt=moment)

    def put_away_before(self, moment: datetime) -> Self:
        """In the trash since before `moment`."""
        return self.filter(trashed_at__lt=moment)
