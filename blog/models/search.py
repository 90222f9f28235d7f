"""What readers' search looks through: made from posts and pages, and made again at any time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.models.base import TenantModel
from blog.models.page import Page
from blog.models.post import Post
from kit.search.fields import LexemesField


class SearchEntry(TenantModel):
    """The lexemes of one post or page. Who may see it is asked of the post, never of this."""

    post = models.OneToOneField(
        Post, null=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    page = models.OneToOneField(
        Page, null=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    words = LexemesField()  # the migration adds a GIN index

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(post=None, page__isnull=False) | Q(post__isnull=False, page=None),
                name="search_entry_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id or self.page_id}"
