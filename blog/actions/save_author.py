"""Make a byline, or change one."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.bylines import own_of, slugs_of_others
from blog.actions.changed import all_words_changed, blog_changed, listings_changed
from blog.actions.held import held
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
    author: Author | None,
    *,
    by: User,
    name: str,
    slug: str = "",
    bio: str = "",
    avatar: str | None = None,
    own: bool = False,
) -> Author:
    """Save an author (a new one for None); an empty `slug` is made from the name, once.

    `avatar` is the key of a picture, "" for none; None leaves it. What is `own` is the byline of
    `by`, one for each, and takes no address that leads to somebody else. Raises NameRefused,
    Vanished.
    """
    author = held(author) if author else own_of(by) if own else None
    row = author or Author(user_id=by.id if own else None)
    if avatar is not None:
        row.avatar = avatar
    old, called = path_of(row) if author else "", row.name
    row.name, row.bio = checked_name(name), clean_text(bio).strip()
    base = slugify(slug or row.slug or row.name, fallback="author")
    others = slugs_of_others(row) if own else set()
    until_slug_is_free(lambda: _save(row, base, others))
    if old and path_of(row) != old:
        left(row, old)
        taken(row)
    recorded("author.saved", by=by, row=row, name=row.name)
    blog_changed()
    if author and row.name != called:
        all_words_changed()
    listings_changed()
    return row


def _save(row: Author, base: str, others: set[str]) -> None:
    row.slug = free_slug(Author.objects.all(), base, keep=row.pk, reserved=others - {row.slug})
    row.save()
