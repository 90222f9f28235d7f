"""Reads of discover. What may be shown is written once: ListedPostQuerySet.shown()."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from kit.search.fields import answering, rank_of
from tenants.models import Domain, Tenant

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.discover.models import ListedPost  # noqa: F401  # named in quotes


ANSWERS = 200  # of the newest that answer what somebody searches for
RECENT = 1_000  # the languages that are offered are those of so many newest posts


class ListedPostQuerySet(models.QuerySet["ListedPost"]):
    """Which posts, for whoever comes to the platform."""

    def shown(self, now: datetime | None = None) -> Self:
        """Posts whose time has come, of blogs that are in discover now."""
        blogs = Tenant.objects.in_discover()
        return self.filter(published_at__lte=now or timezone.now(), tenant__in=blogs)

    def newest(self) -> Self:
        """Newest first, each with its blog and `host`, the blog's address today; one query."""
        hosts = Domain.objects.for_readers().filter(tenant=OuterRef("tenant"))
        return (
            self.select_related("tenant")
            .annotate(host=Subquery(hosts.values("domain")[:1]))
            .exclude(host=None)
            .defer("words")
            .order_by("-published_at", "-id")
        )

    def about(self, *, language: str = "", tag: str = "") -> Self:
        """In one language, with one tag; an empty word asks for nothing."""
        rows = self.filter(language=language) if language else self
        return rows.filter(tags__contains=[tag]) if tag else rows

    def languages(self) -> list[str]:
        """The languages of the newest of these, in the order of their codes."""
        recent = self.order_by("-published_at", "-id").values_list("language", flat=True)[:RECENT]
        return sorted(set(recent))

    def answering(self, asked: str, *, titles: str) -> Any:
        """Those of these that answer `asked`, with `rank`; `titles` is asked of titles alone.

        As many of the newest are looked at and no more, so no word costs more than another.
        """
        table = self.model._meta.db_table
        latest = self.order_by("-published_at", "-id").values("pk")
        about = latest.filter(pk__in=answering(table, "id", titles))[:ANSWERS]
        telling = latest.filter(pk__in=answering(table, "id", asked))[:ANSWERS]
        rows = self.model._default_manager.filter(pk__in=about.union(telling))
        return rows.annotate(rank=rank_of("words", asked))

    def index_entries(self) -> Any:
        """The lexemes of the newest of these, for words that were probably meant."""
        newest = self.exclude(words=None).order_by("-published_at", "-id")
        return newest.values("words")[:ANSWERS]
