"""Let one category become a part of another."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed
from blog.actions.gone import Gone, remember
from blog.actions.heirs import Said, leave
from blog.actions.merging import both_held
from blog.actions.moves import handed_over
from blog.actions.trail import recorded
from blog.actions.typed import ahead_held, rechosen
from blog.models import Category, Post


@transaction.atomic
def merge_category(category: Category, *, by: User, into: Category) -> Gone:
    """File the posts of `category` under `into`, where its addresses lead from now on.

    Returns what restore_category needs to part them again. Raises NotMerged.
    """
    posts = ahead_held(beside=Q(category=category))
    category, into = both_held(category, into)
    typed = rechosen(posts, str(category.pk), str(into.pk))
    moves = handed_over(category, into)
    gone = remember(category, "category", into=into.pk, moves=moves, typed=typed)
    leave(Said.CATEGORY, category.name, into.name)
    leave(Said.CATEGORY_NUMBER, str(category.pk), str(into.pk))
    Post.objects.filter(category=category).update(category=into)
    category.delete()
    recorded("category.merged", by=by, row=into, name=category.name, into=into.name)
    blog_changed()
    all_words_changed()
    return gone
