"""Pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models.functions import Left

from blog.querysets.found_posts import ANSWERS
from blog.querysets.named import SluggedQuerySet

if TYPE_CHECKING:
    from blog.models import Page  # noqa: F401  # named in quotes


class PageQuerySet(SluggedQuerySet["Page"]):
    """Pages, in the order of the navigation."""

    def kept(self) -> Self:
        """Not in the trash: what readers may see."""
        return self.filter(trashed_at=None)

    def trashed(self) -> Self:
        """In the trash, the latest first."""
        return self.filter(trashed_at__isnull=False).order_by("-trashed_at", "-id")

    def in_navigation(self) -> Self:
        kept = self.kept().filter(in_navigation=True)
        return kept.order_by("position", "id").only("title", "slug")

    def held(self) -> Self:
        """Nobody else changes these until the transaction ends; after the blog's row, by number."""
        return self.order_by("pk").select_for_update(no_key=True)

    def listed(self) -> Self:
        """With what a list shows, without the text itself."""
        return self.defer("content", "content_html")

    def answering(self, asked: str) -> Any:
        """Those of these that answer `asked`, with `rank`; they are few, so each is looked at."""
        return self.filter(search_entry__words__answers=asked).ranked(asked)[:ANSWERS]

    def found(self, chars: int) -> Self:
        """With what a list of results shows; `start` is as much of the HTML."""
        return self.listed().annotate(start=Left("content_html", chars))
