"""Put a post into the trash, from which it can come back as it was."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blog.actions.changed import blog_changed, listing_changed, stats_changed
from blog.actions.trail import recorded
from blog.models import Post


@transaction.atomic
def trash_post(post: Post, *, by: User) -> Post:
    """Hide `post` from readers and lists; status and dates stay for restore_post."""
    if post.trashed_at is None:
        post.trashed_at = timezone.now()
        post.save(update_fields=["trashed_at"])
        recorded("post.trashed", by=by, row=post, title=post.title)
        blog_changed()
        stats_changed()
        listing_changed(post)
    return post
