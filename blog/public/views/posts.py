"""The archive, and one post."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from blog.access import may_edit
from blog.media.faces import face_of
from blog.media.show import illustrate
from blog.models import Post
from blog.models.visibility import Visibility
from blog.public import linked_data, reads
from blog.public.access import reader_view
from blog.public.context import ReaderRequest, absolute, show
from blog.public.paging import page_of, show_page
from blog.public.shared import shared_of


@reader_view
def post_list(request: ReaderRequest) -> HttpResponse:
    """All posts, newest first under those that were put on top, page by page."""
    posts = Post.objects.published(member=request.is_member)
    total, pinned = posts.total_and_pins()
    page = page_of(posts, total, request.GET.get("page"), pinned=pinned)
    years, categories = posts.contents()
    return show_page(
        request, "blog/public/post_list.html", page, years=years, categories=categories, pins=True
    )


@reader_view
def year(request: ReaderRequest, year: int) -> HttpResponse:
    """The posts of one year, by the blog's clock; one without any is not there."""
    if not MINYEAR < year < MAXYEAR:
        raise Http404
    listed = Post.objects.published(member=request.is_member)
    posts = listed.of_year(year)
    total = posts.count()
    if not total:
        raise Http404
    page = page_of(posts, total, request.GET.get("page"))
    return show_page(request, "blog/public/post_list.html", page, years=listed.years(), year=year)


@reader_view
def post_by_id(request: ReaderRequest, post_id: int) -> HttpResponse:
    """Lead from a post's number to its address; numbers are easily guessed, so listed ones only."""
    posts = Post.objects.published(member=request.is_member)
    post = get_object_or_404(posts.only("slug"), pk=post_id)
    return HttpResponsePermanentRedirect(post.get_absolute_url())


@reader_view
def post_detail(request: ReaderRequest, slug: str) -> HttpResponse:
    """One post."""
    post = reads.post[request.is_member].first(slug=slug)
    if post is None:
        raise Http404
    illustrate([post])
    editable = request.membership is not None and may_edit(request.membership, post)
    shared = shared_of(request, post)
    context = {
        "post": post,
        "editable": editable,
        "canonical_url": post.canonical or absolute(request, post.get_absolute_url()),
        "shared": shared,
        "face": face_of(post.face_file),
        "linked_data": linked_data.of_post(request, post, shared),
    }
    response = show(request, "blog/public/post.html", context)
    if post.visibility != Visibility.PUBLIC:
        response["X-Robots-Tag"] = "noindex"
    # In a header, so that a copy on a host of files alone promises nothing.
    asked = urlencode({"url": absolute(request, post.get_absolute_url())})
    embed = absolute(request, f"{reverse('oembed')}?{asked}")
    response["Link"] = f'<{embed}>; rel="alternate"; type="application/json+oembed"'
    return response
