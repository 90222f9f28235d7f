"""Reads of a blog. What a reader may see is written once: PostQuerySet.published(), .readable()."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, TypedDict, cast

from django.apps import apps
from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Subquery, When
from django.db.models.functions import ExtractYear, JSONObject, Left, Lower
from django.utils import timezone

from blog.models.base import TenantQuerySet
from blog.models.visibility import listed_for, readable_for
from kit.search.fields import answering, first_answering, rank_of
from kit.slugs import MAX_SLUG_CHARS

if TYPE_CHECKING:
    from uuid import UUID

    from blog.models import (  # noqa: F401  # named in quotes
        Author,
        Blog,
        Move,
        OutboxEntry,
        Page,
        Post,
        PreviewLink,
        Revision,
    )

A_DAY = timedelta(days=1)
LOOKED_AT = 300  # of the newest posts, for those that are akin to another
ANSWERS = 200  # of the newest that answer a reader, and of those that do so in their title
VOCABULARY = 150  # of the newest, for the words that a reader may have meant
AKIN = 5  # two of them may be the neighbours, which are linked to anyway
ROOM_FOR_SUFFIX = 8  # "-2" to "-9999999", cut from a slug's end


_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Let the querysets that are built within take `moment` for now."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def _now() -> datetime:
    return _moment.get() or timezone.now()


class Link(TypedDict):
    """Something to link to: a page, a tag, a post before or after."""

    title: str
    slug: str


def _rows(model: str) -> Any:
    return apps.get_model("blog", model)._default_manager


class BlogQuerySet(TenantQuerySet["Blog"]):
    """The one row."""

    def current(self) -> Blog:
        """The open transaction's blog."""
        return self.get(pk=1)

    def for_readers(self) -> Self:
        """With what every page needs, in the same query.

        `navigation` is a list[Link] of the pages that stand in it, `next_published_at` the moment
        when the next scheduled post becomes public, or None.
        """
        pages = _rows("Page").in_navigation().values(json=JSONObject(title="title", slug="slug"))
        coming = _rows("Post").scheduled().order_by("published_at").values("published_at")[:1]
        return self.annotate(navigation=ArraySubquery(pages), next_published_at=Subquery(coming))


class SluggedQuerySet[M: models.Model](TenantQuerySet[M]):
    """Rows that have a slug."""

    def near_slug(self, base: str) -> Self:
        """Rows whose slug is `base`, or `base` with a number after it (and some more)."""
        room = MAX_SLUG_CHARS - ROOM_FOR_SUFFIX
        start = f"{base}-" if len(base) <= room else base[:room]
        return self.filter(Q(slug=base) | Q(slug__startswith=start))

    def ranked(self, asked: str) -> Self:
        """With `rank`: how well the entry answers `asked`, above 0."""
        return self.annotate(rank=rank_of("search_entry__words", asked))

    def slug_taken(self, slug: str, *, but: int | None = None) -> bool:
        """Whether a row other than `but` has this slug."""
        return self.filter(slug=slug).exclude(pk=but).exists()


class NamedQuerySet[M: models.Model](SluggedQuerySet[M]):
    """Categories, authors and tags."""

    def counted(self, field: str, *, member: bool = False) -> Self:
        """With `public_posts`: how many posts readers see under it. `field` is the Post's."""
        posts = _rows("Post").published(member=member).filter(**{field: OuterRef("pk")})
        count = Func(F("pk"), function="COUNT", output_field=models.IntegerField())
        return self.annotate(public_posts=Subquery(posts.annotate(n=count).values("n")))

    def seen(self) -> Self:
        """Those that readers can find: with a public post. Other names may come from a draft."""
        field = cast("Any", self.model._meta.get_field("posts")).remote_field.name
        posts = _rows("Post").published().filter(**{field: OuterRef("pk")})
        return self.filter(Exists(posts))

    def filled(self) -> Self:
        """By name, with `kept_posts`: how many posts outside the trash are filed under each."""
        counted = self.annotate(kept_posts=Count("posts", filter=Q(posts__trashed_at=None)))
        return counted.order_by("name", "id")


class AuthorQuerySet(NamedQuerySet["Author"]):
    """Bylines."""

    def of_user(self, user_id: UUID) -> Author | None:
        """The byline of one person, if they have one here."""
        return self.filter(user_id=user_id).first()


class PostQuerySet(SluggedQuerySet["Post"]):
    """Which posts, for readers and for writers."""

    def out(self, now: datetime | None = None) -> Self:
        """Published, its time has come, not in the trash; for whom, says its visibility."""
        return self.filter(status="published", trashed_at=None, published_at__lte=now or _now())

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

    def newest(self) -> Self:
        """Newest publication first, ids breaking ties."""
        return self.order_by("-published_at", "-id")

    def listed(self) -> Self:
        """With what a list shows, without the text itself."""
        return self.select_related("category", "author").defer("content", "content_html")

    def having(self, asked: str) -> Self:
        """Posts whose entry in the index answers `asked`, a tsquery; whoever may see them."""
        entries = _rows("SearchEntry").model._meta.db_table
        return self.filter(pk__in=answering(entries, "post_id", asked))

    def answering(self, asked: str, *, titles: str, loosely: str) -> Any:
        """Those that answer `asked`, with `rank`: the newest about it, the newest that tell of it.

        `titles` is the same question asked of titles alone, `loosely` the one that the index
        answers by itself. Looking at so many and no more, a word that is in 10,000 posts costs no
        more than one in 500, and so does a phrase.
        """
        about = self.having(titles).newest().values("pk")[:ANSWERS]
        telling = self._telling(asked, loosely)
        return _rows("Post").filter(pk__in=about.union(telling)).ranked(asked)

    def _telling(self, asked: str, loosely: str) -> Any:
        likely = self.having(loosely).newest().values("pk")
        if loosely == asked:
            return likely[:ANSWERS]
        entries = _rows("SearchEntry").model._meta.db_table
        first = first_answering(likely, entries, "post_id", asked, ANSWERS)
        return _rows("Post").filter(pk__in=first).values("pk")

    def index_entries(self) -> Any:
        """The lexemes of the newest of these, for words that were probably meant."""
        newest = self.newest().values("pk")[:VOCABULARY]
        return _rows("SearchEntry").filter(post__in=newest).values("words")

    def found(self, chars: int) -> Self:
        """With what a list of results shows; `start` is as much of the HTML."""
        return self.listed().annotate(start=Left("content_html", chars))

    def languages(self) -> set[str]:
        """The languages of the newest of these that have one of their own."""
        newest = self.newest().values_list("language", flat=True)[:LOOKED_AT]
        return set(newest) - {""}

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
        """How many these are, and the ids of those that stand on top, in their order."""
        pinned = ArrayAgg("pk", filter=Q(pinned__isnull=False), order_by=("pinned", "pk"))
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
        tags = _rows("Tag").filter(posts=OuterRef("pk")).order_by(Lower("name"), "id")
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
        listed = _rows("Post").published(member=member)
        return self.in_full().annotate(
            akin=_akin(listed),
            older=_neighbour(listed, "lte", "lt", "-published_at", "-id"),
            newer=_neighbour(listed, "gte", "gt", "published_at", "id"),
        )

    def kept(self) -> Self:
        """Not in the trash."""
        return self.filter(trashed_at=None)

    def drafts(self) -> Self:
        return self.kept().filter(status="draft")

    def scheduled(self, now: datetime | None = None) -> Self:
        return self.kept().filter(status="published", published_at__gt=now or _now())

    def going_out(self) -> Self:
        """Published, or waiting for their time: what a plan's number of posts is about."""
        return self.kept().filter(status="published")

    def trashed(self) -> Self:
        return self.filter(trashed_at__isnull=False)

    def taken_down(self) -> Self:
        """In the trash, and seen by strangers before: their addresses are gone, not unknown."""
        out = self.trashed().filter(status="published", published_at__lte=timezone.now())
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


def _these(ids: Any) -> PostQuerySet:
    return cast("PostQuerySet", _rows("Post").filter(pk__in=ids))


def _number_of(posts: PostQuerySet) -> Subquery:
    count = Func(F("pk"), function="COUNT", output_field=models.IntegerField())
    return Subquery(posts.order_by().annotate(n=count).values("n"))


def _akin(listed: Any) -> ArraySubquery:
    """Links to those of `listed` that have most in common with the outer one, the nearest first.

    Each tag in common counts twice, the category once. Only the newest posts are looked at, so
    that a blog of 10,000 answers as quickly as one of 300.
    """
    posts = _rows("Post")
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


class RevisionQuerySet(TenantQuerySet["Revision"]):
    """What posts once said."""

    def newest(self) -> Self:
        """As the studio lists them, the last first, without the texts."""
        return self.order_by("-version").defer("content")

    def ahead_of(self, post: Post) -> Revision | None:
        """What `post` has been given since its row was last written, if anything."""
        return self.filter(post=post, version=post.version).first() if post.ahead else None


class PreviewLinkQuerySet(TenantQuerySet["PreviewLink"]):
    """Links to previews."""

    def of_token(self, token_hash: bytes) -> PreviewLink | None:
        """The link with that secret, whether it is open or not, if its post is not in the trash."""
        return self.filter(token_hash=token_hash, post__trashed_at=None).first()

    def newest(self) -> Self:
        """As the studio lists them."""
        return self.order_by("-made_at", "-id")

    def open(self) -> Self:
        """Those that show something now."""
        return self.filter(revoked_at=None, ends_at__gt=timezone.now())


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

    def listed(self) -> Self:
        """With what a list shows, without the text itself."""
        return self.defer("content", "content_html")

    def answering(self, asked: str) -> Any:
        """Those of these that answer `asked`, with `rank`; they are few, so each is looked at."""
        return self.filter(search_entry__words__answers=asked).ranked(asked)[:ANSWERS]

    def found(self, chars: int) -> Self:
        """With what a list of results shows; `start` is as much of the HTML."""
        return self.listed().annotate(start=Left("content_html", chars))


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
