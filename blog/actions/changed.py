"""Tell the platform that a blog is not what it was."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from psycopg import sql

from blog.actions.enqueue import enqueue
from blog.models import Page, Post
from tenants.db.scope import owe_public, require_tenant_id

PAGES_OUT = "pages_out"
PAUSE = timedelta(seconds=1)  # several changes in a row are one, for pages that are files


def blog_changed() -> None:
    """Owe a new content version: what was cached of this blog is stale."""
    if settings.PAGE_FILES_ROOT:
        enqueue(PAGES_OUT, PAGES_OUT, due_at=timezone.now() + PAUSE, again=True)
    owe_public(
        "content version",
        sql.SQL(
            "INSERT INTO tenants_contentversion AS kept (tenant_id, version, changed_at) "
            "VALUES ({}, 1, clock_timestamp()) ON CONFLICT (tenant_id) DO UPDATE "
            "SET version = kept.version + 1, changed_at = clock_timestamp()"
        ).format(sql.Literal(require_tenant_id())),
    )


def stats_changed() -> None:
    """Have the counts that lists of blogs show taken again."""
    enqueue("refresh_stats", "refresh_stats", again=True)


def stats_change_at(moment: datetime) -> None:
    """Have the counts taken at `moment`, when a post becomes public by itself."""
    enqueue("refresh_stats", f"refresh_stats {moment.isoformat()}", due_at=moment)


def listing_changed(post: Post) -> None:
    """Have discover look at `post` again."""
    enqueue("list_post", f"list_post {post.pk}", {"post_id": post.pk}, again=True)


def listings_changed() -> None:
    """Have discover look at all of the blog again: a byline or the blog's language changed."""
    enqueue("list_blog", "list_blog", again=True)


def share_changed(post: Post) -> None:
    """Have the picture drawn that other sites show beside a link to `post`."""
    enqueue("draw_share", f"draw_share {post.pk}", {"post_id": post.pk}, again=True)


def shares_changed() -> None:
    """Have all of them drawn anew where they show what was changed: the blog's name or theme."""
    enqueue("draw_shares", "draw_shares", again=True)


def words_changed(row: Post | Page) -> None:
    """Have readers' search look at a post or page again."""
    kind = "index_post" if isinstance(row, Post) else "index_page"
    enqueue(kind, f"{kind} {row.pk}", {"pk": row.pk}, again=True)


def all_words_changed() -> None:
    """Have search look at the whole blog again: what posts are filed under, or its language."""
    enqueue("index_blog", "index_blog", {"after": 0}, again=True)
