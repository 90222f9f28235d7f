"""The files of pictures, on the host of the blog they belong to and on no other.

Whoever knows the address of a picture gets it, in a draft or not; its key cannot be guessed. One in
the trash is there for the blog's people alone. The blog's transaction is over before the storage is
asked, which may be a bucket far away.
"""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe

from accounts.middleware import to_readers
from blog.media.give import QUIET_SECONDS, StoreAway, give
from blog.media.models import Picture, Rendition
from blog.public.views.errors import not_found
from tenants.access import outside_tenant
from tenants.db.scope import tenant_transaction
from tenants.http import BlogRequest
from tenants.roles import May

TYPES = {"jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}
POLICY = "default-src 'none'; sandbox"
A_YEAR = 365 * 24 * 3600
LARGE_ENOUGH = 1440  # what is given when no file is named


@outside_tenant
@require_safe
def media(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """A file of a picture by its name, for good; by any other name one of middle size, for now."""
    blog = cast(BlogRequest, request)
    with tenant_transaction(blog.tenant):
        picture = _picture(blog, key)
    file = _chosen(picture, name) if picture else None
    if picture is None or file is None:
        return _nothing(blog)
    try:
        response = _unchanged(blog, file) or _file(blog, picture, file)
    except FileNotFoundError:
        return _nothing(blog)
    except StoreAway:
        return _not_now(blog)
    return _with_headers(response, picture, file, for_good=file["f"] == name)


def _picture(request: BlogRequest, key: str) -> Picture | None:
    member = request.membership is not None and request.membership.may(May.WRITE)
    rows = Picture.objects.all() if member else Picture.objects.all().kept()
    return rows.filter(key=key).first()


def _chosen(picture: Picture, name: str) -> Rendition | None:
    files: list[Rendition] = picture.renditions
    named = next((file for file in files if file["f"] == name), None)
    if named:
        return named
    plain = [file for file in files if file["f"].endswith(".jpg")]
    return next((f for f in plain if f["w"] >= LARGE_ENOUGH), plain[-1] if plain else None)


def _nothing(request: BlogRequest) -> HttpResponse:
    with tenant_transaction(request.tenant):
        return not_found(request)


def _not_now(request: BlogRequest) -> HttpResponse:
    page = partial(render, request, "blog/public/picture_later.html")
    response = to_readers(request, partial(page, status=HTTPStatus.SERVICE_UNAVAILABLE))
    response["Retry-After"] = f"{QUIET_SECONDS:.0f}"
    response["Cache-Control"] = "no-store"
    return response


def _unchanged(request: BlogRequest, file: Rendition) -> HttpResponse | None:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return HttpResponseNotModified() if quote_etag(file["f"]) in known else None


def _file(request: BlogRequest, picture: Picture, file: Rendition) -> HttpResponse:
    kind = TYPES[file["f"].rpartition(".")[2]]
    return HttpResponse(give(request.tenant.id, picture.key, file["f"]), content_type=kind)


def _with_headers(
    response: HttpResponse, picture: Picture, file: Rendition, *, for_good: bool
) -> HttpResponse:
    response["ETag"] = quote_etag(file["f"])
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # feeds and letters show it elsewhere
    if picture.trashed_at is not None:
        patch_cache_control(response, private=True, no_store=True)
    elif for_good:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=60)
    return response
