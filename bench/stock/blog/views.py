"""The front page and a post, uncached, through Inkstead's own templates."""

from __future__ import annotations

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bench.stock.blog import linked_data
from bench.stock.blog.models import Blog, Page, Post
from blog.languages import blog_words
from kit.origins import platform_url

POSTS_ON_THE_FRONT = 5


@require_safe
def home(request):
    """The newest posts."""
    blog = Blog.objects.get(pk=1)
    published = Post.objects.published()
    listed = published.newest().select_related("category", "author")
    posts = list(listed.defer("content", "content_html")[:POSTS_ON_THE_FRONT])
    context = {
        "posts": posts,
        "total": published.count(),
        "linked_data": linked_data.of_blog(request, blog),
    }
    return _show(request, blog, "blog/public/home.html", context)


@require_safe
def post_detail(request, slug):
    """One post."""
    blog = Blog.objects.get(pk=1)
    posts = Post.objects.published().select_related("category", "author").prefetch_related("tags")
    post = get_object_or_404(posts.defer("content"), slug=slug)
    with blog_words(blog.language):
        data = linked_data.of_post(request, blog, post)
    context = {
        "post": post,
        "shared": linked_data.shared(request, blog, post),
        "linked_data": data,
    }
    return _show(request, blog, "blog/public/post.html", context)


def _show(request, blog, template, context):
    here = request.build_absolute_uri(request.path)
    shared = {
        "blog": blog,
        "nav_pages": [
            {"title": page.title, "url": page.get_absolute_url()}
            for page in Page.objects.filter(trashed_at=None, in_navigation=True).only(
                "title", "slug"
            )
        ],
        "canonical_url": here,
        "report_url": f"{platform_url('/report/')}?{urlencode({'at': here})}",
        "platform": {"name": settings.PLATFORM_NAME, "url": platform_url()},
    }
    with timezone.override(ZoneInfo(blog.time_zone)), blog_words(blog.language):
        return render(request, blog.look.template(template), {**shared, **context})
