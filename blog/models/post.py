"""Posts: what a blog is made of."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.languages import direction_of
from blog.models.taxonomy import NOT_ALL_DIGITS, Author, Category, Tag
from blog.models.text import Text
from blog.models.visibility import Visibility
from blog.querysets import Link, PostQuerySet
from blog.rendering import MAX_SOURCE_BYTES, Heading, outline_of
from kit.addresses import address
from kit.text import reading_minutes

A_DAY = timedelta(days=1)
LONG = 600  # words: three minutes
MANY_SECTIONS = 3
MOST_RELATED = 3
MAX_ADDRESS_CHARS = 500


class Status(models.TextChoices):
    """What the writer decided. Whether readers see it also takes `published_at` and the trash."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class Post(Text):
    """One post. Out when published, its time has come and it is not in the trash."""

    excerpt = models.CharField(_("excerpt"), max_length=400, blank=True)
    summary = models.CharField(max_length=400, blank=True, editable=False)
    words = models.IntegerField(default=0, editable=False)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="posts"
    )
    author = models.ForeignKey(
        Author, null=True, blank=True, on_delete=models.SET_NULL, related_name="posts"
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="posts")
    status = models.CharField(max_length=16, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    trashed_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    visibility = models.CharField(
        max_length=16, choices=Visibility, default=Visibility.PUBLIC, db_default=Visibility.PUBLIC
    )
    # Its place among those that stand on top; None: it stands where its date puts it.
    pinned = models.IntegerField(null=True, editable=False)
    # Where it stood first, when that is another site: search engines are told so.
    canonical = models.CharField(
        max_length=MAX_ADDRESS_CHARS, blank=True, default="", db_default=""
    )
    # What other sites say and show beside a link to it; empty: the lead, the drawn picture.
    shared_words = models.CharField(max_length=300, blank=True, default="", db_default="")
    shared_picture = models.CharField(max_length=12, blank=True, default="", db_default="")
    created_by_id = models.UUIDField(null=True, editable=False)
    # The newest revision has what this row has not: see Revision.
    ahead = models.BooleanField(default=False, db_default=False, editable=False)
    # What the editor called it before it had a number, so that asking twice begins it once.
    begun_as = models.UUIDField(null=True, editable=False)

    tag_links: list[Link]  # filled by in_full()
    total: int  # filled by with_total() and front()
    face_file: dict[str, Any] | None  # filled by blog.media.faces.with_faces()
    older: Link | None  # filled, like the next two, by for_reading()
    newer: Link | None
    akin: list[Link]

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes: ClassVar = [
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                condition=Q(status="published", trashed_at=None),
                # Lists ask for these too, and should not read the rows for it.
                include=["visibility", "pinned"],
                name="post_public_newest",
            ),
            models.Index(fields=["pinned"], condition=Q(pinned__isnull=False), name="post_pinned"),
            models.Index(F("updated_at").desc(), F("id").desc(), name="post_edited_newest"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="post_status_known"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="post_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=NOT_ALL_DIGITS), name="post_slug_not_a_number"
            ),
            models.CheckConstraint(condition=Q(words__gte=0), name="post_words_from_0"),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="post_visibility_known"
            ),
            models.CheckConstraint(condition=Q(pinned__gte=1), name="post_pinned_from_1"),
            models.CheckConstraint(
                condition=Q(canonical="") | Q(canonical__regex="^https?://"),
                name="post_canonical_is_http",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="post_version_from_1"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("content"), MAX_SOURCE_BYTES),
                name="post_content_size",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("post_detail", self.slug)

    @property
    def lead(self) -> str:
        """What lists show: the writer's excerpt, else the first lines."""
        return self.excerpt or self.summary

    @property
    def is_out(self) -> bool:
        """Whether those it is for see it now: the same rule as PostQuerySet.out()."""
        return (
            self.status == Status.PUBLISHED
            and self.trashed_at is None
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def is_listed(self) -> bool:
        """Whether lists have it, once it is out, for those who may read it."""
        return self.visibility != Visibility.UNLISTED

    @property
    def is_scheduled(self) -> bool:
        """Whether it is published for a time to come."""
        return (
            self.status == Status.PUBLISHED
            and self.trashed_at is None
            and self.published_at is not None
            and self.published_at > timezone.now()
        )

    @property
    def has_changes(self) -> bool:
        """Whether its writers have words that readers, now or at its time, do not get yet."""
        return self.ahead and self.status == Status.PUBLISHED

    @property
    def minutes(self) -> int:
        """How long it takes to read, in whole minutes."""
        return reading_minutes(self.words)

    @property
    def direction(self) -> str:
        """`rtl` or `ltr` by the post's own language, else `auto`."""
        return direction_of(self.language) if self.language else "auto"

    @property
    def contents(self) -> list[Heading]:
        """The sections of a long text, for a list at its beginning; none where few words follow."""
        sections = outline_of(self.html) if self.words >= LONG else []
        return sections if len(sections) >= MANY_SECTIONS else []

    @property
    def related(self) -> list[Link]:
        """What else to read: akin to this one, and not linked to as its neighbour already."""
        nearby = [self.older, self.newer]
        return [link for link in self.akin if link not in nearby][:MOST_RELATED]

    @property
    def revised_at(self) -> datetime | None:
        """When it last changed, if it was saved again a day or more after readers first saw it."""
        if self.version == 1 or self.published_at is None:
            return None
        return self.updated_at if self.updated_at - self.published_at >= A_DAY else None
