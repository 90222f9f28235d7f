"""Save a post again, unless somebody else did so first."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from blog.actions.changed import (
    blog_changed,
    listing_changed,
    share_changed,
    stats_changed,
    words_changed,
)
from blog.actions.errors import EditConflict, NotPublishable
from blog.actions.inputs import PostInput, Words
from blog.actions.moves import left, taken
from blog.actions.names import category_for, set_tags
from blog.actions.revisions import remember
from blog.actions.slugs import free_slug, until_slug_is_free
from blog.actions.texts import post_fields
from blog.actions.trail import recorded
from blog.addresses import path_of
from blog.models import Post
from blog.models.post import Status
from blog.models.revision import Kind
from kit.slugs import slugify


@transaction.atomic
def update_post(post: Post, *, by: User, data: PostInput, version: int) -> Post:
    """Save `data` over `post`, which the writer opened at `version`; readers see it at once.

    Raises EditConflict when it was saved since, NotPublishable when a published post would lose
    its title, and what create_post raises.
    """
    list(Post.objects.filter(pk=post.pk).hold())
    old, was_for = path_of(post), post.visibility
    columns = {**post_fields(data), "author": data.author, "updated_at": timezone.now()}
    columns["ahead"] = False
    if post.status == Status.PUBLISHED and not columns["title"]:
        raise NotPublishable(_("A published post keeps a title."))
    columns["category"] = category_for(data)
    until_slug_is_free(lambda: _write(post, data.slug, version, columns))
    kind = Kind.PUBLIC if post.status == Status.PUBLISHED else Kind.SAVED
    remember(post, _words(columns), by=by, version=version, kind=kind)
    post.refresh_from_db()
    set_tags(post, data)
    _follow_address(post, old)
    recorded("post.updated", by=by, row=post, title=post.title, version=post.version)
    if post.visibility != was_for:
        change = {"title": post.title, "visibility": [was_for, post.visibility]}
        recorded("post.visibility_changed", by=by, row=post, **change)
    blog_changed()
    stats_changed()
    if post.status == Status.PUBLISHED:
        listing_changed(post)
        share_changed(post)
        words_changed(post)
    return post


def _write(post: Post, wanted: str, version: int, columns: dict[str, Any]) -> None:
    # One that went out, or came back, meanwhile is another thing to save.
    rows = Post.objects.filter(pk=post.pk, version=version, status=post.status)
    slug = _slug_for(post, wanted, columns["title"])
    if not rows.update(**columns, slug=slug, version=F("version") + 1):
        raise EditConflict(current=Post.objects.get(pk=post.pk))


def _words(columns: dict[str, Any]) -> Words:
    return Words(**{name: columns[name] for name in ("title", "content", "excerpt")})


def _follow_address(post: Post, old: str) -> None:
    """What readers once saw at `old` is found from there for good."""
    if post.published_at is None or post.published_at > timezone.now() or path_of(post) == old:
        return
    left(post, old)
    if post.is_out:
        taken(post)


def _slug_for(post: Post, wanted: str, title: str) -> str:
    """The slug follows the title until the post was first public, or until it was chosen."""
    if wanted and wanted != post.slug:
        base = slugify(wanted, fallback="post")
    else:
        base = slug_of_title(post, title)
    return free_slug(Post.objects.all(), base, keep=post.pk) if base else post.slug


def slug_of_title(post: Post, title: str) -> str:
    """What the slug is to be made of when `post` is called `title` from now on; "": it stays."""
    if post.published_at is None and title != post.title and _was_made_from_title(post):
        return slugify(title, fallback="post")
    return ""


def _was_made_from_title(post: Post) -> bool:
    base = slugify(post.title, fallback="post")
    number = post.slug.removeprefix(base).removeprefix("-")
    return post.slug == base or (post.slug.startswith(base) and number.isdigit())
