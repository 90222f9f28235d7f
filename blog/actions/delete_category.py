"""Remove a category; its posts stay, filed nowhere."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed
from blog.actions.gone import Gone, remember
from blog.actions.held import held
from blog.actions.moves import leave_gone
from blog.actions.trail import recorded
from blog.models import Category, Post


@transaction.atomic
def delete_category(category: Category, *, by: User) -> Gone:
    """Delete `category`; returns what it takes to bring it back. Raises Vanished."""
    list(Post.objects.filter(category=category).hold())  # the deletion writes to them in no order
    category = held(category)
    gone = remember(category, "category")
    recorded("category.deleted", by=by, row=category, name=category.name)
    leave_gone(category)
    category.delete()
    blog_changed()
    all_words_changed()
    return gone
