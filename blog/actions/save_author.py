"""Make a byline, or change one."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed, listings_changed
from blog.actions.moves import left, taken
from blog.actions.names import checked_name
from blog.actions.slugs import free_slug, until_slug_is_free
from blog.actions.trail import recorded
from blog.addresses import path_of
from blog.models import Author
from kit.slugs import slugify
from kit.text import clean_text


@transaction.atomic
def save_author(
    author: Author | None, *, by: User, name: str, slug: str = "", bio: str = ""
) -> Author:
    """Save an author (a new one for None); an empty `slug` is made from the name, once.

    Raises NameRefused.
    """
    row = author or Author()
    old, called = path_of(row) if author else "", row.name
    row.name, row.bio = checked_name(name), clean_text(bio).strip()
    base = slugify(slug or row.slug or row.name, fallback="author")
    until_slug_is_free(lambda: _save(row, base))
    if old and path_of(row) != old:
        left(row, old)
        taken(row)
    recorded("author.saved", by=by, row=row, name=row.name)
    blog_changed()
    if author and row.name != called:
        all_words_changed()
    listings_changed()
    return row


def _save(row: Author, base: str) -> None:
    row.slug = free_slug(Author.objects.all(), base, keep=row.pk)
    row.save()
