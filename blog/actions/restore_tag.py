"""Bring back a tag that was deleted, or merged into another, a moment ago."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed, listings_changed
from blog.actions.gone import Gone, return_to_its_place
from blog.actions.heirs import Said, taken_back
from blog.actions.trail import recorded
from blog.actions.typed import tags_typed_again
from blog.models import Post, Tag

_pairs: Any = Post.tags.through._default_manager


@transaction.atomic
def restore_tag(gone: Gone, *, by: User) -> Tag:
    """Save it as it was and put it on every post that had it and still is there.

    From those that the merge gave the other one, that one is taken again, unless somebody did so
    and put it back by hand.
    """
    held = gone.posts_held()
    tag = Tag.objects.filter(pk=gone.fields["id"]).first()
    if tag is not None:
        return tag  # it was brought back already
    tag = Tag.objects.called(gone.fields["name"])  # somebody made it anew meanwhile
    if tag is None:
        tag = Tag(**gone.fields)
        return_to_its_place(tag, gone)
    there = set(held)
    pairs = [_pairs.model(post_id=post, tag=tag) for post in gone.posts if post in there]
    _pairs.bulk_create(pairs, ignore_conflicts=True)
    _pairs.filter(pk__in=gone.given, tag=gone.into).delete()
    tags_typed_again(held, gone.typed)
    taken_back(Said.TAG, tag.name)
    recorded("tag.restored", by=by, row=tag, name=tag.name)
    blog_changed()
    all_words_changed()
    listings_changed()
    return tag
