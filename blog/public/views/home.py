"""The blog's front page."""

from __future__ import annotations

from django.http import HttpResponse

from blog.public import linked_data, reads
from blog.public.access import reader_view
from blog.public.context import ReaderRequest, show


@reader_view
def home(request: ReaderRequest) -> HttpResponse:
    """What the blog is about, the newest post large, and the next few."""
    posts = reads.front[request.is_member].rows()
    total = posts[0].total if posts else 0
    context = {"posts": posts, "total": total, "linked_data": linked_data.of_blog(request)}
    return show(request, "blog/public/home.html", context)
