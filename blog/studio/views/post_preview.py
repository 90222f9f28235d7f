"""A post as readers would see it, whatever its state, for those who may edit it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from blog.access import editable_post_or_404
from blog.clock import blog_time
from blog.languages import blog_words
from blog.media.show import noted_pictures
from blog.models import Blog, Post
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

TEMPLATE = "blog/public/post.html"  # the reader's own page


@studio_view(May.WRITE)
@require_safe
def post_preview(request: MemberRequest, post_id: int) -> HttpResponse:
    """The saved words in the blog's own look; never indexed."""
    editable_post_or_404(request.membership, post_id)
    blog = Blog.objects.all().for_readers().current()
    with blog_time(blog), blog_words(blog.language):
        response = render(request, TEMPLATE, _context(request, blog, post_id))
    response["X-Robots-Tag"] = "noindex"
    return response


def _context(request: MemberRequest, blog: Blog, post_id: int) -> dict[str, Any]:
    post = Post.objects.all().for_reading().get(pk=post_id)
    post.pictures = noted_pictures(post.content_html)
    return {
        "blog": blog,
        "nav_pages": [
            {"title": link["title"], "url": reverse("page", args=[link["slug"]])}
            for link in blog.navigation
        ],
        "membership": request.membership,
        "post": post,
        "editable": True,
        "preview": True,
    }
