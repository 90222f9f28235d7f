"""The feeds: of the blog, and of what is filed under one category, tag or author."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from blog.media.faces import with_faces
from blog.media.show import illustrate
from blog.models import Author, Category, Post, Tag
from blog.public.access import reader_view
from blog.public.conditional import conditional
from blog.public.context import ReaderRequest
from blog.public.feeds import atom, json_feed, rss
from blog.public.feeds.archives import cut
from blog.public.feeds.page import FeedPage, feed_page
from blog.querysets import PostQuerySet

FORMATS: dict[str, tuple[Callable[[FeedPage], str], str]] = {
    "feed": (atom.atom, atom.CONTENT_TYPE),
    "rss": (rss.rss, rss.CONTENT_TYPE),
    "json": (json_feed.json_feed, json_feed.CONTENT_TYPE),
}
_NUMBER = re.compile(r"-[0-9]+(?=\.[a-z]+$)")

KINDS = {"category": (Category, "category"), "tag": (Tag, "tags"), "author": (Author, "author")}


@reader_view
def feed(request: ReaderRequest, kind: str, archive: int | None = None) -> HttpResponse:
    """The newest posts in full, or an archive of older ones."""
    return _feed(request, Post.objects.published(), kind, archive)


@reader_view
def filed_feed(
    request: ReaderRequest, under: str, slug: str, kind: str, archive: int | None = None
) -> HttpResponse:
    """The same of one category, tag or author; like its page, it exists with a public post."""
    model, field = KINDS[under]
    named = get_object_or_404(model._default_manager.all().seen(), slug=slug)  # type: ignore[attr-defined]
    posts = Post.objects.published().filter(**{field: named})
    return _feed(request, posts, kind, archive, named)


def _feed(
    request: ReaderRequest,
    posts: PostQuerySet,
    kind: str,
    number: int | None,
    named: Author | Category | Tag | None = None,
) -> HttpResponse:
    found, archive = cut(with_faces(posts), number)
    illustrate(found, plain=True)
    page = feed_page(request.tenant, request.blog, found, archive, path=_path(request), named=named)
    write, content_type = FORMATS[kind]
    answer = HttpResponse(write(page), content_type=content_type)
    return conditional(request, answer, changed=page.updated)


def _path(request: ReaderRequest) -> str:
    """The path of the feed itself, whichever of its documents was asked for."""
    return _NUMBER.sub("", request.get_full_path().partition("?")[0])
