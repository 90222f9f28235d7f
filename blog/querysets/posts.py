"""Posts as writers find them; as readers do: see `public_posts`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, F, Q
from django.utils import timezone

from blog.models.visibility import readable_for
from blog.querysets.found_posts import FoundPosts
from blog.querysets.shared import moment

if TYPE_CHECKING:
    from uuid import UUID

    from blog.models import Post  # named in quotes

A_DAY = timedelta(days=1)


class PostQuerySet(FoundPosts):
    """Which posts, for readers and for writers."""

    def kept(self) -> Self:
        """Not in the trash."""
        return self.filter(trashed_at=None)

    def drafts(self) -> Self:
        return self.kept().filter(status="draft")

    def scheduled(self, now: datetime | None = None) -> Self:
        return self.kept().filter(status="published", published_at__gt=now or moment())

    def going_out(self) -> Self:
        """Published, or waiting for their time: what a plan's number of posts is about."""
        return self.kept().filter(status="published")

    def trashed(self) -> Self:
        return self.filter(trashed_at__isnull=False)

    def taken_down(self) -> Self:
        """In the trash, and seen by strangers before: their addresses are gone, not unknown."""
        out = self.trashed().filter(status="published", published_at__lte=F("trashed_at"))
        return out.filter(visibility__in=readable_for(member=False))

    def standing_counts(self) -> dict[str, int]:
        """How many are in each state: all (kept), draft, scheduled, published, trash. One query."""
        kept, waiting = Q(trashed_at=None), Q(status="published", published_at__gt=timezone.now())
        counts: dict[str, int] = self.aggregate(
            all=Count("pk", filter=kept),
            draft=Count("pk", filter=kept & Q(status="draft")),
            scheduled=Count("pk", filter=kept & waiting),
            trash=Count("pk", filter=~kept),
        )
        return counts | {"published": counts["all"] - counts["draft"] - counts["scheduled"]}

    def hold(self) -> Any:
        """The ids of these, locked by number until the transaction ends, before anything else.

        Whoever also locks what they are filed under does so afterwards.
        """
        return self.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True)

    def editable_by(self, user_id: UUID, *, all_posts: bool) -> Self:
        """What one person may change: everything, or what they began."""
        return self if all_posts else self.filter(created_by_id=user_id)

    def begun_as(self, name: UUID | None, user_id: UUID) -> Post | None:
        """The post that this person's editor began lately under that name."""
        lately = timezone.now() - A_DAY
        begun = self.filter(updated_at__gt=lately, begun_as=name, created_by_id=user_id)
        return begun.first() if name else None

    def matching(self, text: str) -> Self:
        """Titles and texts that hold `text`, whatever its case."""
        return self.filter(Q(title__icontains=text) | Q(content__icontains=text)) if text else self
