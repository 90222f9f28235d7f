"""What a browser asks for to put the blog on a home screen or beside a tab."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static

from blog.public.access import reader_view
from blog.public.context import ReaderRequest
from blog.share.drawing import PAPERS, icon


@reader_view
def manifest(request: ReaderRequest) -> HttpResponse:
    """The web manifest (W3C): name, colours and icon."""
    blog = request.blog
    paper = PAPERS.get(blog.theme, PAPERS["folio"])
    return JsonResponse(
        {
            "name": blog.name,
            "short_name": blog.name[:30],
            "description": blog.description,
            "lang": blog.language,
            "dir": blog.direction,
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",
            "background_color": paper.bg,
            "theme_color": paper.bg,
            "icons": [{"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@reader_view
def favicon(request: ReaderRequest) -> HttpResponse:
    """Where feed readers and old browsers look without being told: the blog's first letter."""
    made = icon(name=request.blog.name, theme=request.blog.theme)
    return HttpResponse(made, content_type="image/x-icon")
