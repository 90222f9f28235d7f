"""Take a post out of the trash."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed, listing_changed, stats_changed
from blog.actions.trail import recorded
from blog.models import Post


@transaction.atomic
def restore_post(post: Post, *, by: User) -> Post:
    """Put `post` back where it was: what was published is public again."""
    if post.trashed_at is not None:
        post.trashed_at = None
        post.save(update_fields=["trashed_at"])
        recorded("post.restored", by=by, row=post, title=post.title)
        blog_changed()
        stats_changed()
        listing_changed(post)
    return post
