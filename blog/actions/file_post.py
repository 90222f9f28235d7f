"""Change what a post is filed under, or whom it is for, without its words.

Each counts as a version, so that an editor that is open on the post is told. What its writers typed
and did not save yet follows: the next save would take the change back otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from blog.actions.changed import (
    blog_changed,
    listing_changed,
    share_changed,
    stats_changed,
    words_changed,
)
from blog.actions.errors import ActionRefused, TagsRefused
from blog.actions.names import MAX_TAGS, checked_name, held_tags
from blog.actions.trail import recorded
from blog.actions.typed import setting_typed, tags_typed
from blog.models import Category, Post, Revision, Tag
from blog.models.post import Status


class CategoryGone(ActionRefused):
    """Somebody deleted it meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("That one is gone, or was never here. Choose another."))


@transaction.atomic
def file_under(post: Post, category_id: int | None, *, by: User) -> Post:
    """File `post` under the category of that number, or none. Raises CategoryGone."""
    if post.category_id == category_id:
        return post
    category = None
    if category_id is not None:
        held = Category.objects.select_for_update(no_key=True)
        category = held.filter(pk=category_id).first()
        if category is None:
            raise CategoryGone
    post.category = category
    setting_typed(_only(post), "category", str(category_id or ""))
    setting_typed(_only(post), "new_category", "")
    _step(post, "category")
    recorded("post.filed", by=by, row=post, title=post.title, category=str(category or ""))
    _followed(post)
    return post


@transaction.atomic
def show_to(post: Post, visibility: str, *, by: User) -> Post:
    """Let `post` be for whom `visibility` says, once it is out."""
    was_for = post.visibility
    if was_for == visibility:
        return post
    post.visibility = visibility
    setting_typed(_only(post), "visibility", visibility)
    _step(post, "visibility")
    change = {"title": post.title, "visibility": [was_for, visibility]}
    recorded("post.visibility_changed", by=by, row=post, **change)
    stats_changed()
    _followed(post)
    return post


@transaction.atomic
def tag_with(post: Post, name: str, *, by: User) -> Post:
    """Put the tag `name` on `post`, made where there is none. Raises NameRefused, TagsRefused."""
    name = checked_name(name)
    had = {tag.name.casefold() for tag in post.tags.all()}
    if name.casefold() in had:
        return post
    if len(had) >= MAX_TAGS:
        raise TagsRefused(_("A post has at most %(max)d tags.") % {"max": MAX_TAGS})
    (tag,) = held_tags([name])
    post.tags.add(tag)
    tags_typed(_only(post), lambda names: [*names, tag.name])
    return _tagged(post, tag.name, by=by)


@transaction.atomic
def untag(post: Post, name: str, *, by: User) -> Post:
    """Take the tag `name` from `post`, if it carries it."""
    tags = list(post.tags.filter(name__iexact=name))
    if not tags:
        return post
    post.tags.remove(*tags)
    tags_typed(_only(post), lambda names: _without(names, tags))
    return _tagged(post, name, by=by)


def _without(names: Iterable[str], tags: list[Tag]) -> list[str]:
    gone = {tag.name.casefold() for tag in tags}
    return [name for name in names if name.casefold() not in gone]


def _tagged(post: Post, name: str, *, by: User) -> Post:
    _step(post)
    recorded("post.tagged", by=by, row=post, title=post.title, tag=name)
    _followed(post)
    return post


def _only(post: Post) -> object:
    return Post.objects.filter(pk=post.pk)


def _step(post: Post, *fields: str) -> None:
    """One version more, of which the newest revision is: its words are the same."""
    before = post.version
    told = {name: getattr(post, name) for name in fields}
    Post.objects.filter(pk=post.pk).update(**told, version=F("version") + 1)
    Revision.objects.filter(post=post, version=before).update(version=before + 1)
    post.version = before + 1


def _followed(post: Post) -> None:
    blog_changed()
    if post.status == Status.PUBLISHED:
        listing_changed(post)
        share_changed(post)
        words_changed(post)
