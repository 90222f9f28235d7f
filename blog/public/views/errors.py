"""Nothing here: the blog's own 404, and before it a look whether something was here once."""

from __future__ import annotations

from difflib import get_close_matches

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotFound,
    HttpResponsePermanentRedirect,
)
from django.template.loader import render_to_string
from django.utils.text import Truncator

from blog.addresses import Fate, fate_of
from blog.clock import blog_time
from blog.languages import blog_words
from blog.models import Post
from blog.public.context import as_reader, show
from blog.querysets import Link
from kit.slugs import MAX_SLUG_CHARS
from tenants.db.scope import current_tenant_id

TITLES_TO_COMPARE = 200  # difflib takes some ms for these
NOT_FOUND, GONE = 404, 410


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Lead to where it is now; else say what is so in the blog's look: gone, or never written.

    Before or after the blog's transaction there is no look to be had: then a plain page.
    """
    path = Truncator(request.path).chars(200)
    if current_tenant_id() is None:
        return HttpResponseNotFound(render_to_string("blog/public/nothing.html", {"path": path}))
    fate = _fate(request)
    if fate.path:
        return _to(fate.path, request)
    return _page(request, {"path": path, "gone": fate.gone, "canonical_url": ""})


def _fate(request: HttpRequest) -> Fate:
    """Only readers are led on; the studio's addresses never belonged to anything that moved."""
    reads = request.method in {"GET", "HEAD"} and not request.path.startswith("/studio/")
    return fate_of(request.path, member=as_reader(request).is_member) if reads else Fate()


def _to(path: str, request: HttpRequest) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    response["Cache-Control"] = "no-cache"  # something else may stand here one day
    return response


def _page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    reader = as_reader(request)
    status = GONE if context["gone"] else NOT_FOUND
    context["meant"] = None if context["gone"] else _nearest(request.path)
    with blog_time(reader.blog), blog_words(reader.blog.language):
        response = show(reader, "blog/public/not_found.html", context, status=status)
    response["Content-Language"] = reader.blog.language
    return response


def _nearest(path: str) -> Link | None:
    slug = path.strip("/").rpartition("/")[2].lower()[:MAX_SLUG_CHARS]
    if not slug or slug.isdigit():
        return None
    newest = Post.objects.published().newest().values_list("slug", "title")
    titles = dict(newest[:TITLES_TO_COMPARE])
    close = get_close_matches(slug, titles, n=1)
    return Link(title=titles[close[0]], slug=close[0]) if close else None
