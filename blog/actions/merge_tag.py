"""Let one tag become a part of another."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed, listings_changed
from blog.actions.gone import Gone, fields_of
from blog.actions.heirs import Said, leave
from blog.actions.merging import both_held
from blog.actions.moves import handed_over
from blog.actions.trail import recorded
from blog.actions.typed import ahead_held, retyped
from blog.models import Post, Tag

_pairs: Any = Post.tags.through._default_manager


@transaction.atomic
def merge_tag(tag: Tag, *, by: User, into: Tag) -> Gone:
    """Give every post of `tag` the tag `into` instead, where its addresses lead from now on.

    Returns what restore_tag needs to part them again. Raises NotMerged.
    """
    ahead = ahead_held()
    tag, into = both_held(tag, into)
    typed = retyped(ahead, tag.name, into.name)
    posts = list(_pairs.filter(tag=tag).order_by("post").values_list("post_id", flat=True))
    given = _give(into, posts)
    gone = Gone(fields_of(tag), posts, into.pk, given, handed_over(tag, into), typed)
    leave(Said.TAG, tag.name, into.name)
    tag.delete()
    recorded("tag.merged", by=by, row=into, name=tag.name, into=into.name)
    blog_changed()
    all_words_changed()
    listings_changed()
    return gone


def _give(tag: Tag, posts: list[int]) -> list[int]:
    """Put `tag` on those of `posts` that lack it; returns the ids of the new pairs."""
    have = set(_pairs.filter(tag=tag, post__in=posts).values_list("post_id", flat=True))
    lack = [_pairs.model(post_id=post, tag=tag) for post in posts if post not in have]
    return [pair.pk for pair in _pairs.bulk_create(lack)]
