"""Change the order of the categories, one place at a time."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.trail import recorded
from blog.models import Category


@transaction.atomic
def move_category(category: Category, *, by: User, places: int) -> bool:
    """Move `category` by `places`, up when below zero; False where there is no room.

    All are numbered anew, so that those that nobody ordered before have a place of their own.
    """
    # By number, so that two who do this at once wait for each other instead of for ever.
    locked = list(Category.objects.select_for_update().order_by("pk"))
    rows = sorted(locked, key=lambda row: (row.position, row.name, row.pk))
    here = rows.index(category) if category in rows else -1
    there = here + places
    if here < 0 or not 0 <= there < len(rows):
        return False
    rows.insert(there, rows.pop(here))
    for position, row in enumerate(rows, start=1):
        row.position = position
    Category.objects.bulk_update(rows, ["position"])
    recorded("category.moved", by=by, row=category, name=category.name, place=there + 1)
    blog_changed()
    return True
