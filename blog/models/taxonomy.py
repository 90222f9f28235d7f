"""How posts are filed: categories, authors (bylines) and tags."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.models.base import TenantModel
from blog.querysets import AuthorQuerySet, CategoryQuerySet, NamedQuerySet
from kit.addresses import address
from kit.text import excerpt_from

NOT_ALL_DIGITS = r"[^0-9]"  # ids have that form


class Named(TenantModel):
    """A name and the slug it has in addresses."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.CharField(_("address"), max_length=80, unique=True)

    public_posts: int  # filled by counted()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Category(Named):
    """What a post is about; a post has at most one. Deleting it keeps the posts."""

    description = models.CharField(_("description"), max_length=300, blank=True)
    # Its place among the others; all of those that nobody ordered are at 0, and go by name.
    position = models.IntegerField(default=0, db_default=0)
    # Its place in the navigation, among pages and links; None: it does not stand there.
    nav_position = models.IntegerField(null=True, blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering: ClassVar = ["position", "name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(slug__regex=NOT_ALL_DIGITS), name="category_slug_not_a_number"
            )
        ]

    def get_absolute_url(self) -> str:
        return address("category", self.slug)


class Author(Named):
    """A byline. It may point at a user by id; there is no foreign key out of the schema."""

    bio = models.TextField(_("about"), blank=True, max_length=2000)
    # The key of a picture of the library; one that is gone is as if nobody had chosen any.
    avatar = models.CharField(max_length=12, blank=True, default="", db_default="")
    user_id = models.UUIDField(null=True, blank=True, unique=True)

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(slug__regex=NOT_ALL_DIGITS), name="author_slug_not_a_number"
            )
        ]

    def get_absolute_url(self) -> str:
        return address("author", self.slug)

    @property
    def description(self) -> str:
        """What it says of itself, in a line."""
        return excerpt_from(self.bio)


class Tag(Named):
    """A word a post carries; it may carry several."""

    objects = NamedQuerySet["Tag"].as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(slug__regex=NOT_ALL_DIGITS), name="tag_slug_not_a_number"
            )
        ]

    def get_absolute_url(self) -> str:
        return address("tag", self.slug)
