"""Keep what is being written, without showing it to any reader."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from blog.actions.errors import EditConflict
from blog.actions.inputs import Words
from blog.actions.revisions import remember
from blog.actions.slugs import free_slug
from blog.actions.trail import recorded
from blog.actions.update_post import slug_of_title
from blog.models import Post
from blog.models.post import Status
from blog.models.revision import Kind
from journal.on_behalf import who_acts


def keep_words(post: Post, *, by: User, words: Words, version: int, kind: Kind = Kind.REST) -> Post:
    """Keep `words` of `post`, which the writer opened at `version`; returns it as it is now.

    A published post's row stays as it is: the words are a revision ahead of it until update_post.
    A draft's row has them at once, as source alone: its HTML, now of version 0, is made when
    somebody wants to see it. Neither readers' pages nor the audit hear of it (the revision says
    who and when), so that resting for a moment costs five round trips and no cached page.

    Raises EditConflict when it was saved since, before anything is written: so no savepoint.
    """
    columns: dict[str, Any] = {"ahead": True}
    if post.status == Status.DRAFT:
        columns |= _into_the_row(post, words)
    rows = Post.objects.filter(pk=post.pk, version=version, status=post.status)
    if not rows.update(**columns, version=F("version") + 1):
        raise EditConflict(current=Post.objects.get(pk=post.pk))
    remember(post, words, by=by, version=version, kind=kind)
    if who_acts(by.id)[1]:  # in whose name the revision stands did not write it
        recorded("post.updated", by=by, row=post, title=words.title, version=version + 1)
    for name, value in columns.items():
        setattr(post, name, value)
    post.version = version + 1
    return post


def _into_the_row(post: Post, words: Words) -> dict[str, Any]:
    columns = {
        "title": words.title,
        "content": words.content,
        "excerpt": words.excerpt,
        "renderer_version": 0,
        "updated_at": timezone.now(),
    }
    base = slug_of_title(post, words.title)
    if base:
        columns["slug"] = free_slug(Post.objects.all(), base, keep=post.pk)
    return columns
