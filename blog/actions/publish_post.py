"""Let readers see a post, now or at a time to come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from blog.actions.changed import (
    blog_changed,
    listing_changed,
    share_changed,
    stats_change_at,
    stats_changed,
    words_changed,
)
from blog.actions.errors import NotPublishable
from blog.actions.hand_in import accepted_with
from blog.actions.moves import taken
from blog.actions.revisions import given_to_readers
from blog.actions.room import require_room_for_post
from blog.actions.texts import rendered
from blog.actions.trail import recorded
from blog.models import Post
from blog.models.post import Status


@transaction.atomic
def publish_post(
    post: Post, *, by: User, at: datetime | None = None, version: int | None = None
) -> Post:
    """Publish `post` at `at` (aware), by default now; one that was public keeps its old date.

    Raises NotPublishable for a post without a title, in the trash, or of another `version` than
    the one that was meant, and PlanFull.
    """
    # Words may be kept at the same moment: what is published is what the row has now.
    post.refresh_from_db(from_queryset=Post.objects.select_for_update())
    _check(post, version)
    is_new = post.status != Status.PUBLISHED
    post.status = Status.PUBLISHED
    post.published_at = at or _date_of(post)
    post.save(update_fields=["status", "published_at", *rendered(post)])
    given_to_readers(post)
    blog_changed()
    stats_changed()
    if is_new:
        require_room_for_post(post)
    recorded("post.published", by=by, row=post, title=post.title, at=post.published_at.isoformat())
    accepted_with(post, by=by)
    listing_changed(post)
    share_changed(post)
    words_changed(post)
    if post.is_out:
        taken(post)
    if post.is_scheduled:
        stats_change_at(post.published_at)
    return post


def _check(post: Post, version: int | None) -> None:
    if version is not None and post.version != version:
        raise NotPublishable(_("It was changed since. Look it over, then publish it."))
    if not post.title:
        raise NotPublishable(_("A post needs a title before it can be published."))
    if post.trashed_at is not None:
        raise NotPublishable(_("This post is in the trash. Restore it first."))


def _date_of(post: Post) -> datetime:
    now = timezone.now()
    return min(post.published_at, now) if post.published_at else now
