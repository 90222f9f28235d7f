"""What every page of a blog is rendered with, for one query."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import urlencode

from blog.models import Blog
from blog.public import reads
from kit.origins import blog_url, platform_url
from tenants.http import BlogRequest


class ReaderRequest(BlogRequest):
    """A request to a blog whose row, with its navigation, has been read."""

    blog: Blog
    is_member: bool  # whether one of the people of the blog reads, who see more than strangers


def as_reader(request: HttpRequest) -> ReaderRequest:
    """Read the blog's row into `request.blog`, once a request."""
    reader = cast(ReaderRequest, request)
    if getattr(request, "blog", None) is None:
        (reader.blog,) = reads.blog.rows()
        reader.is_member = reader.membership is not None
    return reader


def show(
    request: ReaderRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render `template` in the blog's own look, in its theme's version if it has one."""
    own = request.blog.look.template(template)
    return render(request, own, {**_shared(request), **context}, status=status)


def absolute(request: ReaderRequest, path: str) -> str:
    """The absolute address of `path` on the host where this blog is read."""
    return blog_url(request.tenant.canonical_host, path)


def _report_form() -> str:
    return platform_url(reverse("report", urlconf=settings.PUBLIC_SCHEMA_URLCONF))


def _shared(request: ReaderRequest) -> dict[str, Any]:
    here = absolute(request, iri_to_uri(request.path))
    return {
        "blog": request.blog,
        "nav_pages": request.blog.navigation,
        "membership": request.membership,
        "canonical_url": here,
        "report_url": f"{_report_form()}?{urlencode({'at': here})}",
    }
