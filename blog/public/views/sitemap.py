"""The sitemap: an index, parts with posts, and one part with all else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse

from blog.indexing import may_be_indexed
from blog.media.show import illustrate
from blog.models import Author, Category, Page, Post, Tag
from blog.public.access import reader_view
from blog.public.conditional import conditional
from blog.public.context import ReaderRequest, absolute
from blog.public.sitemap import POSTS_IN_A_PART, Place, index_of, map_of, pictures_in
from blog.share.keeping import share_path


@reader_view
def sitemap(request: ReaderRequest) -> HttpResponse:
    """The index; posts are parted from the oldest, so that old parts stay as they are."""
    _require_indexed(request)
    parts = Post.objects.published().count() // POSTS_IN_A_PART + 1
    names = [reverse("sitemap_rest")]
    names += [reverse("sitemap_posts", args=[number]) for number in range(1, parts + 1)]
    return _answer(request, index_of(Place(absolute(request, name)) for name in names))


@reader_view
def sitemap_posts(request: ReaderRequest, number: int) -> HttpResponse:
    """Part `number`, from 1, of the public posts, each with its pictures."""
    _require_indexed(request)
    start = (number - 1) * POSTS_IN_A_PART
    if number < 1 or start > Post.objects.published().count():
        raise Http404
    posts = Post.objects.published().order_by("published_at", "id")
    part = list(posts.defer("content")[start : start + POSTS_IN_A_PART])
    illustrate(part, plain=True)  # of pictures, those that readers see
    return _answer(request, map_of([_post(request, post) for post in part]))


@reader_view
def sitemap_rest(request: ReaderRequest) -> HttpResponse:
    """The front page, the archive, pages, categories, tags and authors."""
    _require_indexed(request)
    return _answer(request, map_of(_rest(request)))


def _require_indexed(request: ReaderRequest) -> None:
    if not may_be_indexed(request.tenant):
        raise Http404


def _answer(request: ReaderRequest, text: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="application/xml; charset=utf-8")
    return conditional(request, answer)


def _post(request: ReaderRequest, post: Post) -> Place:
    shared = absolute(request, share_path(post, request.blog))
    pictures = pictures_in(post.html, absolute(request, ""))
    return Place(absolute(request, post.get_absolute_url()), _changed(post), [*pictures, shared])


def _changed(post: Post) -> datetime:
    return max(filter(None, [post.published_at, post.updated_at]))


def _rest(request: ReaderRequest) -> Iterator[Place]:
    yield Place(absolute(request, reverse("home")))
    yield Place(absolute(request, reverse("post_list")))
    for page in Page.objects.kept().listed():
        yield Place(absolute(request, page.get_absolute_url()), page.updated_at)
    for model in (Category, Tag, Author):
        for named in model._default_manager.all().seen():
            yield Place(absolute(request, named.get_absolute_url()))
