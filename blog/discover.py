"""Keeps the platform's list of public posts true, from inside the blog: handlers of due work."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from blog.actions.enqueue import enqueue
from blog.models import Blog, Post
from kit.in_line import wait_in_line
from tenants.db.scope import require_tenant_id, tenant_transaction
from tenants.discover.models import ListedPost
from tenants.discover.owing import Listing, owe_listing
from tenants.discover.words import words_of
from tenants.watch.keep import score_later

if TYPE_CHECKING:
    from tenants.models import Tenant

MOST = 500  # as many of a blog's newest posts are listed when it comes into discover
EVER = datetime.max.replace(tzinfo=UTC)


def list_post(payload: dict[str, Any]) -> None:
    """Bring one post into discover, anew or out of it, as it is now; and have the blog scored."""
    _one_at_a_time()
    posts = Post.objects.published(EVER).filter(pk=payload["post_id"])
    owe_listing(_listings(posts), post_id=payload["post_id"])
    score_later(require_tenant_id())


def list_blog(payload: dict[str, Any]) -> None:
    """Bring the newest posts into discover anew, and whatever else is there out of it."""
    _one_at_a_time()
    owe_listing(_listings(Post.objects.published(EVER).newest()))
    score_later(require_tenant_id())


def tenant_changed(tenant: Tenant) -> None:
    """Take a blog out of discover at once, or have it listed by due work.

    The entry has a key of its own: with a shared one this would wait for a worker that waits for
    the tenant's row, which the caller holds.
    """
    if tenant.may_be_listed:
        with tenant_transaction(tenant):
            moment = datetime.now(UTC).isoformat()
            enqueue("list_blog", f"list_blog {moment}")
    else:
        ListedPost.objects.filter(tenant=tenant).delete()


def _one_at_a_time() -> None:
    """Wait for other workers on this blog's list, before reading: the last one is right."""
    wait_in_line(f"discover {require_tenant_id()}")


def _listings(posts: Any) -> list[Listing]:
    language = Blog.objects.current().language
    rows = posts.select_related("author").defer("content", "content_html").with_tags()[:MOST]
    return [_listing(post, language) for post in rows]


def _listing(post: Post, language: str) -> Listing:
    author = post.author.name if post.author else ""
    language = post.language or language
    tags = [link["title"].lower() for link in post.tag_links]
    return Listing(
        post_id=post.pk,
        title=post.title,
        slug=post.slug,
        excerpt=post.lead,
        author=author,
        language=language,
        tags=tags,
        words=words_of(post.title, post.lead, tags, author, language),
        published_at=cast("datetime", post.published_at),  # by a constraint of its table
        updated_at=post.updated_at,
    )
