"""Keeps the index true: handlers of due work. Drafts come in when they are published."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from blog.actions.enqueue import enqueue
from blog.discover import EVER
from blog.models import Blog, Page, Post, SearchEntry
from blog.rendering import plain_of
from kit.search.lexemes import MAX_PART_CHARS, Part, vector_of

if TYPE_CHECKING:
    from collections.abc import Iterable

AT_ONCE = 100  # posts that one piece of due work reads
MARKUP = 4  # so many times as long as its words may the HTML be that is looked at


def index_post(payload: dict[str, Any]) -> None:
    """Index one post as it is now, if it is published or is to be."""
    _keep(_posts().filter(pk=payload["pk"]))


def index_page(payload: dict[str, Any]) -> None:
    """Index one page as it is now."""
    _keep_pages(Page.objects.kept().filter(pk=payload["pk"]))


def index_blog(payload: dict[str, Any]) -> None:
    """Index all pages and the first posts after number `after`, and leave the rest as due work."""
    after = payload["after"]
    if not after:
        _keep_pages(Page.objects.kept())
    posts = list(_posts().filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    _keep(posts)
    if len(posts) == AT_ONCE:
        last, moment = posts[-1].pk, datetime.now(UTC).isoformat()
        enqueue("index_blog", f"index_blog {last} {moment}", {"after": last})


def _posts() -> Any:
    return Post.objects.out(EVER).in_full()


def _keep(posts: Iterable[Post]) -> None:
    language = Blog.objects.current().language
    entries = [
        SearchEntry(post=post, words=vector_of(_parts_of_post(post), post.language or language))
        for post in posts
    ]
    _write(entries, "post")


def _keep_pages(pages: Iterable[Page]) -> None:
    language = Blog.objects.current().language
    entries = [
        SearchEntry(page=page, words=vector_of(_parts_of_text(page), language)) for page in pages
    ]
    _write(entries, "page")


def _write(entries: list[SearchEntry], of: str) -> None:
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=[of], update_fields=["words"]
    )


def _parts_of_post(post: Post) -> list[Part]:
    filed = [link["title"] for link in post.tag_links]
    filed += [post.category.name] if post.category else []
    parts = [*_parts_of_text(post), Part(post.excerpt, "B"), Part(" \n ".join(filed), "C")]
    return [*parts, Part(post.author.name, "D")] if post.author else parts


def _parts_of_text(row: Post | Page) -> list[Part]:
    body = plain_of(row.content_html, MARKUP * MAX_PART_CHARS)
    return [Part(row.title, "A"), Part(body, "B")]
