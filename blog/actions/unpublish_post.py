"""Take a post back from readers; its address and its text stay."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blog.actions.changed import blog_changed, listing_changed, stats_changed
from blog.actions.trail import recorded
from blog.models import Post
from blog.models.post import Status


@transaction.atomic
def unpublish_post(post: Post, *, by: User) -> Post:
    """Make `post` a draft again. One whose time had not come was never public: its date goes."""
    back_to_draft(post)
    post.save(update_fields=["status", "published_at"])
    recorded("post.unpublished", by=by, row=post, title=post.title)
    blog_changed()
    stats_changed()
    listing_changed(post)
    return post


def back_to_draft(post: Post) -> None:
    """Set what makes a draft of `post`; saving it is the caller's."""
    post.status = Status.DRAFT
    if post.published_at and post.published_at > timezone.now():
        post.published_at = None
