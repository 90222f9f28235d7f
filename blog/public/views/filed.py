"""Posts by category, tag and author.

One that has no public posts does not exist for readers: its name may come from a draft.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse

from blog.media.faces import face_file, face_of
from blog.models import Author, Category, Post, Tag
from blog.public.access import reader_view
from blog.public.context import ReaderRequest
from blog.public.paging import page_of, show_page
from blog.querysets import NamedQuerySet


@reader_view
def category(request: ReaderRequest, slug: str) -> HttpResponse:
    """Posts filed under one category."""
    return _filed(request, Category.objects.filter(slug=slug), "category")


@reader_view
def tag(request: ReaderRequest, slug: str) -> HttpResponse:
    """Posts that carry one tag."""
    return _filed(request, Tag.objects.filter(slug=slug), "tags")


@reader_view
def author(request: ReaderRequest, slug: str) -> HttpResponse:
    """Who somebody is, and what they wrote."""
    rows = Author.objects.filter(slug=slug).annotate(face_file=face_file("avatar"))
    return _filed(request, rows, "author")


def _filed[M: (Author, Category, Tag)](
    request: ReaderRequest, rows: NamedQuerySet[M], field: str
) -> HttpResponse:
    named = rows.counted(field, member=request.is_member).first()
    if named is None or not named.public_posts:
        raise Http404
    posts = Post.objects.published(member=request.is_member).filter(**{field: named})
    page = page_of(posts, named.public_posts, request.GET.get("page"))
    template = f"blog/public/{named._meta.model_name}.html"
    face = face_of(getattr(named, "face_file", None))
    return show_page(request, template, page, named=named, face=face)
