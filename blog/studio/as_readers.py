"""A reader's page, shown in the studio: the blog's own templates, language and clock."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from blog.clock import blog_time
from blog.languages import blog_words
from blog.models import Blog
from tenants.http import MemberRequest


def as_readers_see(
    request: MemberRequest, blog: Blog, template: str, **context: Any
) -> HttpResponse:
    """`template` as its theme has it; `blog` is for_readers(). Never indexed."""
    shared = {
        "blog": blog,
        "nav_pages": blog.navigation,
        "membership": request.membership,
        "preview": True,
    }
    with blog_time(blog), blog_words(blog.language):
        response = render(request, blog.look.template(template), shared | context)
    response["X-Robots-Tag"] = "noindex"
    return response
