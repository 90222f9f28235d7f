"""Reads of a blog. What a reader may see is written once: PostQuerySet.published()."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q
from django.utils import timezone

from blog.models.base import TenantQuerySet

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db import models

    from blog.models import Blog, OutboxEntry, Page, Post  # noqa: F401


class BlogQuerySet(TenantQuerySet["Blog"]):
    """The one row."""

    def current(self) -> Blog:
        """The open transaction's blog."""
        return self.get(pk=1)


class NamedQuerySet[M: models.Model](TenantQuerySet[M]):
    """Categories, authors and tags."""


class PostQuerySet(TenantQuerySet["Post"]):
    """Which posts, for readers and for writers."""

    def published(self, now: datetime | None = None) -> Self:
        """What readers may see: published, its time has come, not in the trash."""
        return self.filter(
            status="published", trashed_at=None, published_at__lte=now or timezone.now()
        )

    def newest(self) -> Self:
        """Newest publication first, ids breaking ties."""
        return self.order_by("-published_at", "-id")

    def listed(self) -> Self:
        """With what a list shows, without the text itself."""
        return self.select_related("category", "author").defer("content", "content_html")

    def kept(self) -> Self:
        """Not in the trash."""
        return self.filter(trashed_at=None)

    def drafts(self) -> Self:
        return self.kept().filter(status="draft")

    def scheduled(self, now: datetime | None = None) -> Self:
        return self.kept().filter(status="published", published_at__gt=now or timezone.now())

    def trashed(self) -> Self:
        return self.filter(trashed_at__isnull=False)

    def editable_by(self, user_id: UUID, *, all_posts: bool) -> Self:
        """What one person may change: everything, or what they began."""
        return self if all_posts else self.filter(created_by_id=user_id)

    def matching(self, text: str) -> Self:
        """Titles and texts that hold `text`, whatever its case."""
        return self.filter(Q(title__icontains=text) | Q(content__icontains=text)) if text else self


class PageQuerySet(TenantQuerySet["Page"]):
    """Pages, in the order of the navigation."""

    def in_navigation(self) -> Self:
        return self.filter(in_navigation=True).order_by("position", "id").only("title", "slug")


class OutboxQuerySet(TenantQuerySet["OutboxEntry"]):
    """What is due."""

    def due(self, now: datetime) -> Self:
        return self.filter(done_at=None, due_at__lte=now).order_by("due_at", "id")

    def waiting(self) -> Self:
        return self.filter(done_at=None).order_by("due_at")
