"""oEmbed (oembed.com): what a site may show for a link to a post."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.http import Http404, HttpResponse, JsonResponse

from blog.addresses import thing_at
from blog.models import Post
from blog.public.access import reader_view
from blog.public.context import ReaderRequest, absolute
from blog.public.shared import shared_of
from kit.origins import origin

HOURS = 3_600


@reader_view
def oembed(request: ReaderRequest) -> HttpResponse:
    """The post at `?url=`, as a link with a picture. JSON alone; 501 for other formats, as the
    specification has it, and 404 for whatever is no public post of this blog."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON.\n", content_type="text/plain", status=501)
    post = _post_at(request, request.GET.get("url", ""))
    shared = shared_of(request, post)
    return JsonResponse(
        {
            "version": "1.0",
            "type": "link",
            "title": post.title,
            "author_name": post.author.name if post.author else request.blog.name,
            "provider_name": request.blog.name,
            "provider_url": absolute(request, "/"),
            "cache_age": HOURS,
            "thumbnail_url": shared.url,
            "thumbnail_width": shared.width,
            "thumbnail_height": shared.height,
        }
    )


def _post_at(request: ReaderRequest, url: str) -> Post:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Http404 from None
    own = {request.tenant.canonical_host, request.tenant.primary_host}
    if f"{parts.scheme}://{parts.netloc}" not in set(map(origin, own)):
        raise Http404
    path = unquote(parts.path)
    thing = thing_at(path) if "\0" not in path else None
    if not isinstance(thing, Post):
        raise Http404
    return thing
