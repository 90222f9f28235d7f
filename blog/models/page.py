"""Pages stand apart from the stream of posts: About, Contact."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from blog.models.taxonomy import NOT_ALL_DIGITS
from blog.models.text import Text
from blog.querysets import PageQuerySet
from blog.rendering import MAX_SOURCE_BYTES
from kit.addresses import address


class Page(Text):
    """A page at an address of its own, in the navigation by `position`."""

    # Free again once the page is in the trash, so not unique by itself as a post's is.
    slug = models.CharField(_("address"), max_length=80)
    position = models.IntegerField(default=0)
    in_navigation = models.BooleanField(_("show in the navigation"), default=True)
    trashed_at = models.DateTimeField(null=True, blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slug"], condition=Q(trashed_at=None), name="page_slug_unique"
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=NOT_ALL_DIGITS), name="page_slug_not_a_number"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="page_version_from_1"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("content"), MAX_SOURCE_BYTES),
                name="page_content_size",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("page", self.slug)
