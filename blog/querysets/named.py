"""What has a slug, and what posts are filed under."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

from django.db import models
from django.db.models import Count, Exists, F, Func, Max, OuterRef, Q, Subquery

from blog.models.base import TenantQuerySet
from blog.querysets.shared import rows
from kit.search.fields import rank_of
from kit.slugs import MAX_SLUG_CHARS

if TYPE_CHECKING:
    from uuid import UUID

    from blog.models import Author, Category  # noqa: F401  # named in quotes

ROOM_FOR_SUFFIX = 8  # "-2" to "-9999999", cut from a slug's end


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
        posts = rows("Post").published(member=member).filter(**{field: OuterRef("pk")})
        count = Func(F("pk"), function="COUNT", output_field=models.IntegerField())
        return self.annotate(public_posts=Subquery(posts.annotate(n=count).values("n")))

    def seen(self) -> Self:
        """Those that readers can find: with a public post. Other names may come from a draft."""
        field = cast("Any", self.model._meta.get_field("posts")).remote_field.name
        posts = rows("Post").published().filter(**{field: OuterRef("pk")})
        return self.filter(Exists(posts))

    def filled(self) -> Self:
        """In their order, with `kept_posts`: how many outside the trash are filed under each."""
        counted = self.annotate(kept_posts=Count("posts", filter=Q(posts__trashed_at=None)))
        return counted.order_by(*(self.model._meta.ordering or ("pk",)))

    def most_used(self) -> Self:
        """Those that most posts have, first."""
        used = self.annotate(used=Count("posts"))
        return used.order_by("-used", "name", "id")

    def matching(self, text: str) -> Self:
        """Whose name holds `text`, whatever its case."""
        return self.filter(name__icontains=text) if text else self

    def called(self, name: str) -> M | None:
        """The one of that name, whatever its case."""
        return self.filter(name__iexact=name).order_by("id").first()


class CategoryQuerySet(NamedQuerySet["Category"]):
    """Categories, in their order."""

    def next_place(self) -> int:
        """The place of one more: behind all others; where its name puts it while none has one."""
        last: int = self.aggregate(last=Max("position", default=0))["last"]
        return last + 1 if last else 0


class AuthorQuerySet(NamedQuerySet["Author"]):
    """Bylines."""

    def of_user(self, user_id: UUID) -> Author | None:
        """The byline of one person, if they have one here."""
        return self.filter(user_id=user_id).first()
