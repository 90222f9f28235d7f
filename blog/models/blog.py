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
from blog.querysets import BlogQuerySet, PlacedLink
from kit.addresses import address


class KeptLook(TypedDict):
    """The look a blog had, as JSON: "" is the theme's own accent, the reader's own scheme."""

    theme: str
    accent: str
    scheme: str


class KeptLink(TypedDict):
    """A link in the navigation: `place` among all that stands there, None once it was taken out."""

    id: int
    title: str
    url: str
    place: int | None


class NavItem(TypedDict):
    """What readers see of something in the navigation."""

    title: str
    url: str


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
    links = models.JSONField(default=list, db_default=[], blank=True)  # list[KeptLink]
    updated_at = models.DateTimeField(auto_now=True)

    # Filled by for_readers().
    nav_pages: list[PlacedLink]
    nav_categories: list[PlacedLink]
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
    def kept_links(self) -> list[KeptLink]:
        """The links, whatever wrote them: an archive from elsewhere may hold any JSON."""
        kept: object = self.links
        found = [_link(one) for one in kept] if isinstance(kept, list) else []
        return [one for one in found if one]

    @property
    def navigation(self) -> list[NavItem]:
        """What stands in it, in its order; of a row that for_readers() read."""
        pages = [
            (one["place"], 0, one["title"], address("page", one["slug"])) for one in self.nav_pages
        ]
        filed = [
            (one["place"], 1, one["title"], address("category", one["slug"]))
            for one in self.nav_categories
        ]
        links = [
            (one["place"], 2, one["title"], one["url"])
            for one in self.kept_links
            if one["place"] is not None
        ]
        rows = sorted([*pages, *filed, *links], key=lambda row: row[:2])
        return [NavItem(title=title, url=url) for _place, _kind, title, url in rows]

    @property
    def kept_look(self) -> KeptLook:
        """What makes up its look, to be returned to."""
        return {"theme": self.theme, "accent": self.accent, "scheme": self.scheme}


def _link(kept: object) -> KeptLink | None:
    match kept:
        case {
            "id": int(number),
            "title": str(title),
            "url": str(url),
            "place": int() | None as place,
        }:
            is_web = url.startswith(("http://", "https://"))
            return KeptLink(id=number, title=title, url=url, place=place) if is_web else None
    return None
