"""Nothing here: the blog's own 404."""

from __future__ import annotations

from difflib import get_close_matches

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.utils.text import Truncator

from blog.clock import blog_time
from blog.languages import blog_words
from blog.models import Post
from blog.public.context import as_reader, show
from blog.querysets import Link
from kit.slugs import MAX_SLUG_CHARS
from tenants.db.scope import current_tenant_id

TITLES_TO_COMPARE = 200  # difflib takes some ms for these


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say so in the blog's look, and name the post that may have been meant.

    Before or after the blog's transaction there is no look to be had: then a plain page.
    """
    path = Truncator(request.path).chars(200)
    if current_tenant_id() is None:
        return HttpResponseNotFound(render_to_string("blog/public/nothing.html", {"path": path}))
    reader = as_reader(request)
    context = {"path": path, "meant": _nearest(request.path), "canonical_url": ""}
    with blog_time(reader.blog), blog_words(reader.blog.language):
        response = show(reader, "blog/public/not_found.html", context, status=404)
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
