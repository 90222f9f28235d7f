"""The blog's own name and settings: one row, so that it travels with the schema."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.languages import direction_of
from blog.models.base import TenantModel
from blog.querysets import BlogQuerySet, Link


class Blog(TenantModel):
    """What the blog is called and how it speaks. Always row 1."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=120)
    description = models.CharField(_("description"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=16, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    theme = models.CharField(_("theme"), max_length=16, default="folio")
    takes_messages = models.BooleanField(
        _("readers can write to me"), default=True, db_default=True
    )
    updated_at = models.DateTimeField(auto_now=True)

    # Filled by for_readers().
    navigation: list[Link]
    next_published_at: datetime | None

    objects = BlogQuerySet.as_manager()

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="blog_is_one_row")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def direction(self) -> str:
        """`rtl` for a language written from right to left, else `ltr`."""
        return direction_of(self.language)
