"""Bring back a category that was deleted a moment ago."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed
from blog.actions.gone import Gone, bring_back
from blog.actions.heirs import Said, taken_back
from blog.actions.trail import recorded
from blog.models import Category


@transaction.atomic
def restore_category(gone: Gone, *, by: User) -> Category:
    """Save it as it was, with its posts; what was filed elsewhere meanwhile stays there."""
    category = bring_back(gone, Category, "category")
    taken_back(Said.CATEGORY, category.name)
    taken_back(Said.CATEGORY_NUMBER, str(category.pk))
    recorded("category.restored", by=by, row=category, name=category.name)
    blog_changed()
    all_words_changed()
    return category
