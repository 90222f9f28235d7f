"""The feed."""

from __future__ import annotations

from django.http import HttpResponse

from blog.media.show import illustrate
from blog.models import Post
from blog.public.access import reader_view
from blog.public.context import ReaderRequest
from blog.public.feeds import FullTextFeed, feed_of

POSTS_IN_A_FEED = 20


@reader_view
def feed(request: ReaderRequest) -> HttpResponse:
    """The newest posts in full, as Atom (RFC 4287)."""
    posts = list(Post.objects.published().newest().in_full()[:POSTS_IN_A_FEED])
    illustrate(posts, plain=True)
    text = feed_of(request.tenant, request.blog, posts).writeString("utf-8")
    return HttpResponse(text, content_type=FullTextFeed.content_type)
