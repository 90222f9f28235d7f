"""The files of pictures, on the host of the blog they belong to and on no other.

Whoever knows the address of a picture gets it, in a draft or not; its key cannot be guessed. One in
the trash is there for the blog's people alone.
"""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe

from blog.media import storage
from blog.media.models import Picture, Rendition
from tenants.http import BlogRequest
from tenants.roles import May

TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}
POLICY = "default-src 'none'; sandbox"
A_YEAR = 365 * 24 * 3600
LARGE_ENOUGH = 1440  # what is given when no file is named


@require_safe
def media(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """A file of a picture by its name, for good; by any other name one of middle size, for now."""
    picture = _picture(cast(BlogRequest, request), key)
    named = next((file for file in picture.renditions if file["f"] == name), None)
    file = named or _middle(picture)
    if file is None:
        raise Http404
    etag = quote_etag(file["f"])
    response = _unchanged(request, etag) or _file(picture, file)
    response["ETag"] = etag
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # feeds and letters show it elsewhere
    if picture.trashed_at is not None:
        patch_cache_control(response, private=True, no_store=True)
    elif named:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=60)
    return response


def _picture(request: BlogRequest, key: str) -> Picture:
    member = request.membership is not None and request.membership.may(May.WRITE)
    rows = Picture.objects.all() if member else Picture.objects.all().kept()
    picture = rows.filter(key=key).first()
    if picture is None:
        raise Http404
    return picture


def _middle(picture: Picture) -> Rendition | None:
    plain: list[Rendition] = [file for file in picture.renditions if file["f"].endswith(".jpg")]
    return next((f for f in plain if f["w"] >= LARGE_ENOUGH), plain[-1] if plain else None)


def _unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return HttpResponseNotModified() if etag in known else None


def _file(picture: Picture, file: Rendition) -> HttpResponse:
    kind = TYPES[file["f"].rpartition(".")[2]]
    try:
        return HttpResponse(storage.read(picture.key, file["f"]), content_type=kind)
    except FileNotFoundError as error:
        raise Http404 from error
