"""Posts as readers find them. What they may see is written once: published() and readable()."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, cast

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, ExtractYear, JSONObject, Lower

from blog.models.visibility import listed_for, readable_for
from blog.querysets.named import SluggedQuerySet
from blog.querysets.shared import Link, moment, rows

if TYPE_CHECKING:
    from blog.models import Post  # noqa: F401  # named in quotes

LOOKED_AT = 300  # of the newest posts, for those that are akin to another
AKIN = 5  # two of them may be the neighbours, which are linked to anyway


class PublicPosts(SluggedQuerySet["Post"]):
    """Which posts readers see, and with what."""

    def out(self, now: datetime | None = None) -> Self:
        """Published, its time has come, not in the trash; for whom, says its visibility."""
        return self.filter(status="published", trashed_at=None, published_at__lte=now or moment())

    def published(self, now: datetime | None = None, *, member: bool = False) -> Self:
        """What lists of any kind show: what is for everybody, to `member` the blog's own too."""
        return self.out(now).filter(visibility__in=listed_for(member=member))

    def readable(self, now: datetime | None = None, *, member: bool = False) -> Self:
        """What one may read who has the address."""
        return self.out(now).filter(visibility__in=readable_for(member=member))

    def of_year(self, year: int) -> Self:
        """Those of one year, as the clock of the open blog has it."""
        return self.filter(published_at__year=year)

    def years(self) -> list[int]:
        """The years that have any of these, the latest first, by the same clock."""
        years = self.order_by().annotate(year=ExtractYear("published_at")).values("year").distinct()
        return sorted((row["year"] for row in years), reverse=True)

    def contents(self) -> tuple[list[int], list[Link]]:
        """The years of these, and the categories that have any, in their order; in one query."""
        year = ExtractYear("published_at")
        named = {"label": Cast(year, models.CharField()), "at": Value(""), "place": year}
        told: Any = self.order_by().annotate(**named)
        years = told.values_list("label", "at", "place").distinct()
        filed = rows("Category").filter(Exists(self.filter(category=OuterRef("pk"))))
        filed = filed.order_by().values_list("name", "slug", "position")
        found = sorted(years.union(filed), key=lambda row: (row[2], row[0]))
        categories = [Link(title=name, slug=slug) for name, slug, _ in found if slug]
        return [place for _, slug, place in reversed(found) if not slug], categories

    def newest(self) -> Self:
        """Newest publication first, ids breaking ties."""
        return self.order_by("-published_at", "-id")

    def listed(self) -> Self:
        """With what a list shows, without the text itself."""
        return self.select_related("category", "author").defer("content", "content_html")

    def cut(self, start: int, stop: int, pinned: Sequence[int] = ()) -> Self:
        """The newest of these from `start` to `stop`, ready for a list; on top of all `pinned`.

        The ids come from the index alone, so skipping 10,000 posts reads none of them.
        """
        if not pinned:
            ids = self.newest().values("pk")[start:stop]
            return cast("Self", _these(ids).newest().listed())
        under = slice(max(0, start - len(pinned)), max(0, stop - len(pinned)))
        newest = self.filter(pinned=None).newest().values("pk")[under]
        top = self.filter(pk__in=pinned[start:stop]).values("pk")
        return cast("Self", _these(top.union(newest)).pins_first().listed())

    def pins_first(self) -> Self:
        """Those that were put on top in their order, then the newest."""
        return self.order_by(F("pinned").asc(nulls_last=True), "-published_at", "-id")

    def pins(self) -> Self:
        """Those that stand on top, in their order."""
        return self.filter(pinned__isnull=False).order_by("pinned", "id")

    def total_and_pins(self) -> tuple[int, list[int]]:
        """How many these are, and the ids of those that stand on top, fewer than fill a page."""
        pinned = ArrayAgg("pk", filter=Q(pinned__isnull=False))  # in order, all would be sorted
        found = self.aggregate(total=Count("pk"), pinned=pinned)
        return found["total"], found["pinned"] or []

    def front(self, count: int) -> Self:
        """`count` of these for the front page: pins, then the newest; with `total` of all."""
        top, newest = self.pins(), self.filter(pinned=None).newest()
        shown: Any = _these(top.values("pk")[:count].union(newest.values("pk")[:count]))
        counted = shown.annotate(total=_number_of(self))
        return cast("Self", counted.pins_first().listed()[:count])

    def with_tags(self) -> Self:
        """With `tag_links`, a list[Link] by name, in the same query."""
        tags = rows("Tag").filter(posts=OuterRef("pk")).order_by(Lower("name"), "id")
        links = tags.values(json=JSONObject(title="name", slug="slug"))
        return self.annotate(tag_links=ArraySubquery(links))

    def with_total(self) -> Self:
        """With `total`: how many there are of these, whatever is cut from them; in one query."""
        return self.annotate(total=_number_of(self))

    def in_full(self) -> Self:
        """With the rendered text, category, author and tags, in one query; without the source."""
        return self.select_related("category", "author").defer("content").with_tags()

    def for_reading(self, *, member: bool = False) -> Self:
        """In full, with `older` and `newer` (Link or None), the listed neighbours, and `akin`."""
        listed = rows("Post").published(member=member)
        return self.in_full().annotate(
            akin=_akin(listed),
            older=_neighbour(listed, "lte", "lt", "-published_at", "-id"),
            newer=_neighbour(listed, "gte", "gt", "published_at", "id"),
        )


def _these(ids: Any) -> Any:
    return rows("Post").filter(pk__in=ids)


def _number_of(posts: PublicPosts) -> Subquery:
    count = Func(F("pk"), function="COUNT", output_field=models.IntegerField())
    return Subquery(posts.order_by().annotate(n=count).values("n"))


def _akin(listed: Any) -> ArraySubquery:
    """Links to those of `listed` that have most in common with the outer one, the nearest first.

    Each tag in common counts twice, the category once. Only the newest posts are looked at, so
    that a blog of 10,000 answers as quickly as one of 300.
    """
    posts = rows("Post")
    tagged: Any = posts.model.tags.through._default_manager
    newest = listed.newest().values("pk")[:LOOKED_AT]
    outer_tags = tagged.filter(post=OuterRef(OuterRef(OuterRef("pk")))).values("tag")
    count = Func(F("pk"), function="COUNT", output_field=models.IntegerField())
    in_common = tagged.filter(post=OuterRef("pk"), tag__in=outer_tags).annotate(n=count)
    same_category = Case(When(category=OuterRef("category"), then=1), default=0)
    near = posts.filter(pk__in=newest).exclude(pk=OuterRef("pk"))
    near = near.annotate(nearness=Subquery(in_common.values("n")) * 2 + same_category)
    near = near.filter(nearness__gt=0).order_by("-nearness", "-published_at", "-id")
    return ArraySubquery(near.values(json=JSONObject(title="title", slug="slug"))[:AKIN])


def _neighbour(listed: Any, time: str, tie: str, *order: str) -> Subquery:
    """That of `listed` next to the outer one. The bound on the time alone lets the index jump."""
    beyond = Q(**{f"published_at__{tie}": OuterRef("published_at")})
    beyond |= Q(**{f"pk__{tie}": OuterRef("pk")})
    posts = listed.filter(**{f"published_at__{time}": OuterRef("published_at")})
    link = JSONObject(title="title", slug="slug")
    return Subquery(posts.filter(beyond).order_by(*order).values(json=link)[:1])
