"""Pages live at the root of the blog's host, beside what the product itself serves there."""

from __future__ import annotations

from blog.actions.slugs import free_slug
from blog.models import Page
from kit.slugs import slugify

# First path segments that the product serves itself, and those it is to serve.
SERVED = {
    "archive",
    "author",
    "blog",
    "category",
    "feed",
    "handoff",
    "login",
    "logout",
    "look",
    "media",
    "oembed",
    "preview",
    "search",
    "share",
    "sitemap",
    "static",
    "studio",
    "tag",
}
FORESEEN = {"accounts", "admin", "api", "health"}
RESERVED = frozenset(SERVED | FORESEEN)


def free_page_slug(wanted: str, *, keep: int | None = None) -> str:
    """A slug for a page made from `wanted`, free among pages and among the product's own paths."""
    base = slugify(wanted, fallback="page")
    return free_slug(Page.objects.kept(), base, keep=keep, reserved=RESERVED)
