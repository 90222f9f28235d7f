"""The blog's front page."""

from __future__ import annotations

from django.http import HttpResponse

from blog.models import Post
from blog.public import linked_data
from blog.public.access import reader_view
from blog.public.context import ReaderRequest, show

POSTS_ON_THE_FRONT = 5


@reader_view
def home(request: ReaderRequest) -> HttpResponse:
    """What the blog is about, the newest post large, and the next few."""
    posts = Post.objects.published()
    newest = list(posts.newest().listed()[:POSTS_ON_THE_FRONT])
    total = posts.count() if len(newest) == POSTS_ON_THE_FRONT else len(newest)
    context = {"posts": newest, "total": total, "linked_data": linked_data.of_blog(request)}
    return show(request, "blog/public/home.html", context)
