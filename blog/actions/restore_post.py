"""Take a post out of the trash."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed, listing_changed, stats_changed
from blog.actions.pin_post import MOST_PINNED, others_on_top
from blog.actions.room import has_room_for_post
from blog.actions.trail import recorded
from blog.actions.unpublish_post import back_to_draft
from blog.models import Post
from blog.models.post import Status


@transaction.atomic
def restore_post(post: Post, *, by: User) -> Post:
    """Put `post` back where it was: what was published is public again.

    Where the plan has no room for that it comes back as a draft, with its date and its address;
    and not on top where others have taken all places there.
    """
    if post.trashed_at is not None:
        post.trashed_at = None
        if post.pinned is not None and len(others_on_top(post)) >= MOST_PINNED:
            post.pinned = None
        post.save(update_fields=["trashed_at", "pinned"])
        blog_changed()
        stats_changed()
        if post.status == Status.PUBLISHED and not has_room_for_post(post):
            back_to_draft(post)
            post.save(update_fields=["status", "published_at"])
        recorded("post.restored", by=by, row=post, title=post.title, status=post.status)
        listing_changed(post)
    return post
