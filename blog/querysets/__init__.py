"""Reads of a blog, by what is read."""

from blog.querysets.blogs import BlogQuerySet
from blog.querysets.found_posts import ANSWERS
from blog.querysets.named import AuthorQuerySet, CategoryQuerySet, NamedQuerySet, SluggedQuerySet
from blog.querysets.pages import PageQuerySet
from blog.querysets.posts import PostQuerySet
from blog.querysets.publishing import HandInQuerySet, PreviewLinkQuerySet, RevisionQuerySet
from blog.querysets.shared import Link, PlacedLink, as_of
from blog.querysets.work import MoveQuerySet, OutboxQuerySet

__all__ = [
    "ANSWERS",
    "AuthorQuerySet",
    "BlogQuerySet",
    "CategoryQuerySet",
    "HandInQuerySet",
    "Link",
    "MoveQuerySet",
    "NamedQuerySet",
    "OutboxQuerySet",
    "PageQuerySet",
    "PlacedLink",
    "PostQuerySet",
    "PreviewLinkQuerySet",
    "RevisionQuerySet",
    "SluggedQuerySet",
    "as_of",
]
