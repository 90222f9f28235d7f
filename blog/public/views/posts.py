"""The archive, and one post."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from blog.access import may_edit
from blog.models import Post
from blog.public import linked_data
from blog.public.access import reader_view
from blog.public.context import ReaderRequest, absolute, show
from blog.public.paging import page_of, show_page
from blog.share.keeping import share_path


@reader_view
def post_list(request: ReaderRequest) -> HttpResponse:
    """All posts, newest first, page by page."""
    posts = Post.objects.published()
    page = page_of(posts, posts.count(), request.GET.get("page"))
    return show_page(request, "blog/public/post_list.html", page)


@reader_view
def post_by_id(request: ReaderRequest, post_id: int) -> HttpResponse:
    """Lead from a post's number to its address."""
    post = get_object_or_404(Post.objects.published().only("slug"), pk=post_id)
    return HttpResponsePermanentRedirect(post.get_absolute_url())


@reader_view
def post_detail(request: ReaderRequest, slug: str) -> HttpResponse:
    """One post."""
    post = get_object_or_404(Post.objects.published().for_reading(), slug=slug)
    editable = request.membership is not None and may_edit(request.membership, post)
    context = {
        "post": post,
        "editable": editable,
        "share_url": absolute(request, share_path(post, request.blog)),
        "linked_data": linked_data.of_post(request, post),
    }
    return show(request, "blog/public/post.html", context)
