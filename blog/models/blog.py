"""The blog's own name and settings: one row, so that it travels with the schema."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, TypedDict

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.languages import direction_of
from blog.look.sheet import AccentSheet
from blog.look.themes import SCHEMES, Theme, theme_named
from blog.models.base import TenantModel
from blog.querysets import BlogQuerySet, Link


class KeptLook(TypedDict):
    """The look a blog had, as JSON: "" is the theme's own accent, the reader's own scheme."""

    theme: str
    accent: str
    scheme: str


class Blog(TenantModel):
    """What the blog is called and how it speaks. Always row 1."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=120)
    description = models.CharField(_("description"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=16, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    theme = models.CharField(_("theme"), max_length=16, default="folio")
    accent = models.CharField(_("accent"), max_length=7, blank=True, default="", db_default="")
    scheme = models.CharField(
        _("light or dark"), max_length=5, blank=True, default="", db_default=""
    )
    former_look = models.JSONField(null=True, blank=True, default=None)
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
            models.CheckConstraint(condition=models.Q(id=1), name="blog_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(accent="") | models.Q(accent__regex=r"^#[0-9a-f]{6}$"),
                name="blog_accent_is_a_colour",
            ),
            models.CheckConstraint(
                condition=models.Q(scheme__in=["", *SCHEMES]), name="blog_scheme_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def direction(self) -> str:
        """`rtl` for a language written from right to left, else `ltr`."""
        return direction_of(self.language)

    @property
    def look(self) -> Theme:
        """Its theme; one that is no more is Folio."""
        return theme_named(self.theme)

    @property
    def accent_sheet(self) -> str:
        """The path of the stylesheet with its own accent; empty when it has the theme's."""
        if not self.accent:
            return ""
        return reverse("accent", args=[AccentSheet.of(self.look.key, self.accent)])

    @property
    def kept_look(self) -> KeptLook:
        """What makes up its look, to be returned to."""
        return {"theme": self.theme, "accent": self.accent, "scheme": self.scheme}
