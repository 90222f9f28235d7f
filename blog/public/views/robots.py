"""robots.txt: what crawlers need not ask for, and where the sitemap is."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from blog.indexing import may_be_indexed
from blog.public.access import reader_view
from blog.public.context import ReaderRequest, absolute

CLOSED = ("studio:home", "login", "logout", "handoff_callback")


@reader_view
def robots(request: ReaderRequest) -> HttpResponse:
    """Open to all but the studio. A blog that is not to be indexed says so on each page, which a
    crawler must be let in to read; only the sitemap is not shown to it."""
    lines = ["User-agent: *", *(f"Disallow: {reverse(name)}" for name in CLOSED), ""]
    if may_be_indexed(request.tenant):
        lines.append(f"Sitemap: {absolute(request, reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
