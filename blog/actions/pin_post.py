"""Put a post on top of the front page and the archive, and take it down from there."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.errors import ActionRefused
from blog.actions.trail import recorded
from blog.models import Blog, Post

MOST_PINNED = 5  # as many as the front page has room for


class TooManyPins(ActionRefused):
    """As many stand on top as there is room for."""


@transaction.atomic
def pin_post(post: Post, *, by: User, place: int | None = None) -> Post:
    """Let `post` stand on top at `place`, counted from 1; by default below those that do already.

    Raises TooManyPins.
    """
    pins = others_on_top(post)
    if post.pinned is None:
        if len(pins) >= MOST_PINNED:
            raise TooManyPins(
                _("%(most)d posts are on top already. Take one of them down first.")
                % {"most": MOST_PINNED}
            )
        pins.insert(len(pins) if place is None else max(0, place - 1), post)
        _number(pins)
        recorded("post.pinned", by=by, row=post, title=post.title)
        blog_changed()
    return post


def others_on_top(post: Post) -> list[Post]:
    """The posts on top beside `post`, in their order. Whoever asks next waits for the commit."""
    Blog.objects.select_for_update().current()  # the rows alone would not hold a new one off
    return list(Post.objects.kept().pins().exclude(pk=post.pk))


def place_on_top(post: Post) -> int | None:
    """Where `post` stands among those on top, counted from 1; None when it does not."""
    pins = list(Post.objects.kept().pins().values_list("pk", flat=True))
    return pins.index(post.pk) + 1 if post.pk in pins else None


def _number(pins: list[Post]) -> None:
    for place, pin in enumerate(pins, start=1):
        pin.pinned = place
    Post.objects.bulk_update(pins, ["pinned"])


@transaction.atomic
def unpin_post(post: Post, *, by: User) -> Post:
    """Let `post` stand where its date puts it."""
    Blog.objects.select_for_update().current()  # whoever orders the others has read where it was
    post.refresh_from_db(fields=["pinned"])
    if post.pinned is not None:
        post.pinned = None
        post.save(update_fields=["pinned"])
        recorded("post.unpinned", by=by, row=post, title=post.title)
        blog_changed()
    return post


@transaction.atomic
def move_pin(post: Post, *, by: User, places: int) -> bool:
    """Move `post` by `places` among those on top, up when below zero; False without room."""
    Blog.objects.select_for_update().current()
    pins = list(Post.objects.kept().pins())
    here = pins.index(post) if post in pins else -1
    there = here + places
    if here < 0 or not 0 <= there < len(pins):
        return False
    pins.insert(there, pins.pop(here))
    _number(pins)
    recorded("post.pin_moved", by=by, row=post, title=post.title, place=there + 1)
    blog_changed()
    return True
