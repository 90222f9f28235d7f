"""The blog's own row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Subquery
from django.db.models.functions import JSONObject

from blog.models.base import TenantQuerySet
from blog.querysets.shared import rows

if TYPE_CHECKING:
    from blog.models import Blog  # named in quotes


class BlogQuerySet(TenantQuerySet["Blog"]):
    """The one row."""

    def current(self) -> Blog:
        """The open transaction's blog."""
        return self.get(pk=1)

    def for_readers(self) -> Self:
        """With what every page needs, in the same query.

        `nav_pages` and `nav_categories` are list[PlacedLink] of what stands in the navigation
        beside the links of the row itself; a category only while readers find posts there.
        `next_published_at` is the moment when the next scheduled post becomes public, or None.
        """
        page = JSONObject(title="title", slug="slug", place="position")
        pages = rows("Page").in_navigation().values(json=page)
        category = JSONObject(title="name", slug="slug", place="nav_position")
        filed = rows("Category").filter(nav_position__isnull=False).seen()
        filed = filed.order_by("nav_position", "id").values(json=category)
        coming = rows("Post").scheduled().order_by("published_at").values("published_at")[:1]
        return self.annotate(
            nav_pages=ArraySubquery(pages),
            nav_categories=ArraySubquery(filed),
            next_published_at=Subquery(coming),
        )
