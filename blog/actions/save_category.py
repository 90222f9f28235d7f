"""Make a category, or change one."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed
from blog.actions.heirs import Said, leave
from blog.actions.held import held
from blog.actions.moves import left, taken
from blog.actions.names import checked_name
from blog.actions.slugs import free_slug, until_slug_is_free
from blog.actions.trail import recorded
from blog.addresses import path_of
from blog.models import Category
from kit.slugs import slugify
from kit.text import clean_line


@transaction.atomic
def save_category(
    category: Category | None, *, by: User, name: str, slug: str = "", description: str = ""
) -> Category:
    """Save a category (a new one for None); an empty `slug` is made from the name, once.

    Raises NameRefused, Vanished.
    """
    row = held(category) if category else Category(position=Category.objects.all().next_place())
    old, called = path_of(row) if category else "", row.name
    row.name, row.description = checked_name(name), clean_line(description)
    base = slugify(slug or row.slug or row.name, fallback="category")
    until_slug_is_free(lambda: _save(row, base))
    if old and path_of(row) != old:
        left(row, old)
        taken(row)
    recorded("category.saved", by=by, row=row, name=row.name)
    blog_changed()
    if category and row.name != called:
        leave(Said.CATEGORY, called, row.name)
        all_words_changed()
    return row


def _save(row: Category, base: str) -> None:
    row.slug = free_slug(Category.objects.all(), base, keep=row.pk)
    row.save()
