"""The public table behind discover. Blogs' due work fills it; no request looks into a schema."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kit.origins import blog_url
from kit.search.fields import LexemesField
from tenants.discover.querysets import ListedPostQuerySet
from tenants.models import Tenant


class ListedPost(models.Model):
    """What a list says of one post. Whether it is shown is decided when it is read."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+", db_index=False)
    post_id = models.BigIntegerField()
    title = models.TextField()
    slug = models.TextField()
    excerpt = models.TextField(blank=True)
    author = models.TextField(blank=True)
    language = models.CharField(max_length=16)
    tags = models.JSONField(default=list)  # words in lower case; the migration adds a GIN index
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    words = LexemesField(null=True)  # None in rows from before; a migration adds a GIN index

    marked_title = marked_excerpt = SafeString()  # filled where something was searched for
    host: str  # the blog's address today; filled by shown()

    objects = ListedPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("listed post")
        verbose_name_plural = _("listed posts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "post_id"], name="listed_post_once"),
        ]
        indexes: ClassVar = [
            models.Index(F("published_at").desc(), F("id").desc(), name="listed_newest"),
            models.Index(
                F("language"),
                F("published_at").desc(),
                F("id").desc(),
                name="listed_newest_by_language",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """The post on its blog, at the address the blog has today."""
        path = reverse("post_detail", args=[self.slug], urlconf=settings.ROOT_URLCONF)
        return blog_url(self.host, path)

    @property
    def blog_url(self) -> str:
        """The blog's first page."""
        return blog_url(self.host)
