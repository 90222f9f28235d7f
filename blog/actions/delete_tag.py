"""Take a tag from all posts."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed, listings_changed
from blog.actions.gone import Gone, fields_of
from blog.actions.held import held
from blog.actions.moves import leave_gone
from blog.actions.trail import recorded
from blog.actions.typed import ahead_held, retyped
from blog.models import Post, Tag

_pairs: Any = Post.tags.through._default_manager


@transaction.atomic
def delete_tag(tag: Tag, *, by: User) -> Gone:
    """Delete `tag`; returns what it takes to bring it back. Raises Vanished."""
    ahead = ahead_held()
    tag = held(tag)
    typed = retyped(ahead, tag.name, "")
    posts = _pairs.filter(tag=tag).order_by("post").values_list("post_id", flat=True)
    gone = Gone(fields_of(tag), list(posts), typed=typed)
    recorded("tag.deleted", by=by, row=tag, name=tag.name)
    leave_gone(tag)
    tag.delete()
    blog_changed()
    all_words_changed()
    listings_changed()
    return gone
