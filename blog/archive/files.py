"""The files of one blog, read in turns: no transaction is open while somebody downloads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from accounts.export.registry import File
from blog.archive.front_matter import page_text, post_text
from blog.models import Author, Blog, Category, Page, Post
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant

TURN = 20  # texts that are read at once; each is at most a megabyte


def blog_files(tenant: Tenant) -> Iterator[File]:
    """Settings, categories and authors, then every post and page, the trash included.

    Four queries for the first, three for every twenty posts, one for every twenty pages.
    """
    with tenant_transaction(tenant):
        lists = _lists()
    for name, rows in lists.items():
        text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        yield File(f"{name}.json", [text.encode()])
    yield from _texts(tenant, _posts)
    yield from _texts(tenant, _pages)


def _lists() -> dict[str, Any]:
    settings = ("name", "description", "language", "time_zone", "theme", "takes_messages", "links")
    return {
        "settings": Blog.objects.values(*settings).get(),
        "categories": list(Category.objects.values("name", "slug", "description")),
        "authors": list(Author.objects.order_by("pk").values("name", "slug", "bio", "avatar")),
    }


def _texts(tenant: Tenant, read: Any) -> Iterator[File]:
    last = 0
    while True:
        with tenant_transaction(tenant):
            turn: list[tuple[int, str, str]] = read(last)
        for pk, path, text in turn:
            last = pk
            yield File(path, [text.encode()])
        if len(turn) < TURN:
            return


def _posts(after: int) -> list[tuple[int, str, str]]:
    rows = Post.objects.filter(pk__gt=after).order_by("pk").defer("content_html")
    found = rows.select_related("category", "author").prefetch_related("tags")[:TURN]
    return [(post.pk, f"posts/{post.pk:06}-{post.slug}.md", post_text(post)) for post in found]


def _pages(after: int) -> list[tuple[int, str, str]]:
    rows = Page.objects.filter(pk__gt=after).order_by("pk").defer("content_html")[:TURN]
    return [(page.pk, f"pages/{page.pk:06}-{page.slug}.md", page_text(page)) for page in rows]
