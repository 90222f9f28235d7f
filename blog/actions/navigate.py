"""What stands in the navigation, and in which order. Whoever changes it holds the blog’s row."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.errors import ActionRefused
from blog.actions.trail import recorded
from blog.models import Blog
from blog.models.blog import KeptLink
from blog.navigation import Item, hold_places, items_of, write_places

MOST_LINKS = 20


class NavigationRefused(ActionRefused):
    """It cannot stand there."""


@transaction.atomic
def move_item(name: str, *, by: User, places: int) -> Item | None:
    """Move `name` by `places`, up when below zero; None where there is no room, or no such."""
    blog, standing, _out = _held()
    here = next((n for n, item in enumerate(standing) if item.name == name), -1)
    there = here + places
    if here < 0 or not 0 <= there < len(standing):
        return None
    item = standing.pop(here)
    standing.insert(there, item)
    write_places(blog, standing)
    _done("navigation.moved", blog, item, by=by)
    return item


@transaction.atomic
def put_item(name: str, *, by: User, at: int | None = None) -> Item | None:
    """Let `name` stand there, at the end or in place `at` from 0; None when there is no such."""
    blog, standing, out = _held()
    item = next((item for item in out if item.name == name), None)
    if item is None:
        return None
    standing.insert(len(standing) if at is None else at, item)
    write_places(blog, standing)
    _done("navigation.put", blog, item, by=by)
    return item


@transaction.atomic
def take_item(name: str, *, by: User) -> tuple[Item, int] | None:
    """Take `name` out; returns it with the place that it had, from 0, for put_item."""
    blog, standing, _out = _held()
    here = next((n for n, item in enumerate(standing) if item.name == name), -1)
    if here < 0:
        return None
    item = standing.pop(here)
    write_places(blog, standing, item)
    _done("navigation.taken", blog, item, by=by)
    return item, here


@transaction.atomic
def add_link(*, by: User, title: str, url: str) -> Item:
    """Let a link to `url`, an http or https address, stand at the end. Raises NavigationRefused.

    Where there are as many as there may be, one that was taken out makes room, the oldest first.
    """
    blog, standing, _out = _held()
    kept = blog.kept_links
    if len(kept) >= MOST_LINKS:
        spare = next((one for one in kept if one["place"] is None), None)
        if spare is None:
            said = _("%(most)d links stand there already. Take one out first.")
            raise NavigationRefused(said % {"most": MOST_LINKS})
        kept.remove(spare)
    number = max((one["id"] for one in blog.kept_links), default=0) + 1
    blog.links = [*kept, KeptLink(id=number, title=title, url=url, place=None)]
    item = Item(f"link-{number}", title, url, None)
    write_places(blog, [*standing, item])
    _done("navigation.put", blog, item, by=by)
    return item


def _held() -> tuple[Blog, list[Item], list[Item]]:
    blog = hold_places()
    return (blog, *items_of(blog))


def _done(action: str, blog: Blog, item: Item, *, by: User) -> None:
    recorded(action, by=by, row=blog, title=item.title)
    blog_changed()
