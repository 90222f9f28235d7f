"""What the two pages read. Plain models: django-tenants has put the schema into search_path."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe

from blog.languages import direction_of
from blog.look.sheet import AccentSheet
from blog.look.themes import theme_named
from blog.rendering import outline_of
from kit.text import reading_minutes


class Blog(models.Model):
    """The blog's settings: always row 1."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=16, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    theme = models.CharField(max_length=16, default="folio")
    accent = models.CharField(max_length=7, blank=True, default="")
    scheme = models.CharField(max_length=5, blank=True, default="")
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return self.name

    @property
    def direction(self):
        return direction_of(self.language)

    @property
    def look(self):
        return theme_named(self.theme)

    @property
    def accent_sheet(self):
        if not self.accent:
            return ""
        return reverse("accent", args=[AccentSheet.of(self.look.key, self.accent).name])


class Named(models.Model):
    """A name and its slug."""

    name = models.CharField(max_length=80)
    slug = models.CharField(max_length=80, unique=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["name", "id"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse(self._meta.model_name, args=[self.slug])


class Category(Named):
    """What a post is about."""

    description = models.CharField(max_length=300, blank=True)


class Author(Named):
    """A byline."""

    bio = models.TextField(blank=True)
    user_id = models.UUIDField(null=True, unique=True)


class Tag(Named):
    """A word a post carries."""

    @property
    def title(self):
        return self.name


class Text(models.Model):
    """Markdown, and the HTML made of it when it was saved."""

    title = models.CharField(max_length=200)
    slug = models.CharField(max_length=80, unique=True)
    content = models.TextField(blank=True)
    content_html = models.TextField(blank=True)
    renderer_version = models.IntegerField(default=0)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    trashed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title


class Page(Text):
    """A page in the navigation."""

    position = models.IntegerField(default=0)
    in_navigation = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def get_absolute_url(self):
        return reverse("page", args=[self.slug])


class PostQuerySet(models.QuerySet):
    """Which posts, for readers."""

    def published(self):
        now = timezone.now()
        out = self.filter(status="published", trashed_at=None, published_at__lte=now)
        return out.filter(visibility="public")

    def newest(self):
        return self.order_by("-published_at", "-id")


class Post(Text):
    """One post."""

    excerpt = models.CharField(max_length=400, blank=True)
    summary = models.CharField(max_length=400, blank=True)
    words = models.IntegerField(default=0)
    category = models.ForeignKey(
        Category, null=True, on_delete=models.SET_NULL, related_name="posts"
    )
    author = models.ForeignKey(Author, null=True, on_delete=models.SET_NULL, related_name="posts")
    tags = models.ManyToManyField(Tag, related_name="posts")
    status = models.CharField(max_length=16, default="draft")
    published_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=16, blank=True)
    visibility = models.CharField(max_length=16, default="public")
    pinned = models.IntegerField(null=True)
    shared_words = models.CharField(max_length=300, blank=True, default="")
    created_by_id = models.UUIDField(null=True)

    objects = PostQuerySet.as_manager()

    def get_absolute_url(self):
        return reverse("post_detail", args=[self.slug])

    @property
    def is_listed(self):
        return self.visibility != "unlisted"

    @property
    def lead(self):
        return self.excerpt or self.summary

    @property
    def minutes(self):
        return reading_minutes(self.words)

    @property
    def direction(self):
        return direction_of(self.language) if self.language else "auto"

    @property
    def html(self):
        return mark_safe(self.content_html)

    @property
    def contents(self):
        sections = outline_of(self.html) if self.words >= 600 else []
        return sections if len(sections) >= 3 else []

    @property
    def revised_at(self):
        late = self.updated_at - self.published_at >= timedelta(days=1)
        return self.updated_at if self.version > 1 and late else None

    @property
    def tag_links(self):
        return self.tags.all()  # prefetched by the view

    @cached_property
    def older(self):
        return self._neighbours("lt").newest().only("title", "slug").first()

    @cached_property
    def newer(self):
        near = self._neighbours("gt").order_by("published_at", "id")
        return near.only("title", "slug").first()

    def _neighbours(self, side):
        later = models.Q(**{f"published_at__{side}": self.published_at})
        tied = models.Q(published_at=self.published_at, **{f"id__{side}": self.id})
        return Post.objects.published().filter(later | tied)

    @cached_property
    def related(self):
        """Up to three of the newest 300 with most in common; neighbours are linked to anyway."""
        tags = [tag.pk for tag in self.tags.all()]
        newest = Post.objects.published().newest().values("pk")[:300]
        tied = models.Count("tags", filter=models.Q(tags__in=tags)) * 2
        filed = models.Case(models.When(category=self.category_id, then=1), default=0)
        near = (
            Post.objects.filter(pk__in=newest).exclude(pk=self.pk).annotate(nearness=tied + filed)
        )
        near = near.filter(nearness__gt=0).order_by("-nearness", "-published_at", "-id")
        nearby = {post.pk for post in (self.older, self.newer) if post}
        return [post for post in near.only("title", "slug")[:5] if post.pk not in nearby][:3]
