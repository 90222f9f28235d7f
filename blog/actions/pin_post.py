"""Put a post on top of the front page and the archive, and take it down from there."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.errors import ActionRefused
from blog.actions.trail import recorded
from blog.models import Post

MOST_PINNED = 5  # as many as the front page has room for


class TooManyPins(ActionRefused):
    """As many stand on top as there is room for."""


@transaction.atomic
def pin_post(post: Post, *, by: User) -> Post:
    """Let `post` stand on top, below those that do already. Raises TooManyPins."""
    others = list(Post.objects.kept().pins().exclude(pk=post.pk).select_for_update(of=("self",)))
    if post.pinned is None:
        if len(others) >= MOST_PINNED:
            raise TooManyPins(
                _("%(most)d posts are on top already. Take one of them down first.")
                % {"most": MOST_PINNED}
            )
        post.pinned = max((other.pinned or 0 for other in others), default=0) + 1
        post.save(update_fields=["pinned"])
        recorded("post.pinned", by=by, row=post, title=post.title)
        blog_changed()
    return post


@transaction.atomic
def unpin_post(post: Post, *, by: User) -> Post:
    """Let `post` stand where its date puts it."""
    if post.pinned is not None:
        post.pinned = None
        post.save(update_fields=["pinned"])
        recorded("post.unpinned", by=by, row=post, title=post.title)
        blog_changed()
    return post


@transaction.atomic
def move_pin(post: Post, *, by: User, places: int) -> bool:
    """Move `post` by `places` among those on top, up when below zero; False without room."""
    pins = list(Post.objects.kept().pins().select_for_update(of=("self",)))
    here = pins.index(post) if post in pins else -1
    there = here + places
    if here < 0 or not 0 <= there < len(pins):
        return False
    pins.insert(there, pins.pop(here))
    for place, pin in enumerate(pins, start=1):
        pin.pinned = place
    Post.objects.bulk_update(pins, ["pinned"])
    recorded("post.pin_moved", by=by, row=post, title=post.title, place=there + 1)
    blog_changed()
    return True
