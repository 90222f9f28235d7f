"""The first line of every view for readers: everybody may, but only look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from blog.clock import blog_time
from blog.indexing import may_be_indexed
from blog.languages import blog_words
from blog.public.context import ReaderRequest, as_reader
from blog.public.views.errors import not_found
from tenants.pagecache.stamp import keep

IN_DOUBT = timedelta(minutes=1)

type ReaderView[**P] = Callable[Concatenate[ReaderRequest, P], HttpResponse]
type AnyView[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def reader_view[**P](view: ReaderView[P]) -> AnyView[P]:
    """Answer GET and HEAD (else 405), in the blog's time zone and language, with its row read."""
    return require_safe(as_reader_view(_kept(view)))


def _kept[**P](view: ReaderView[P]) -> ReaderView[P]:
    """Let the page be kept in front of Django: strangers all get the same one.

    What the people of the blog get is kept nowhere, whatever stands in front: theirs may show more.
    """

    @wraps(view)
    def show(request: ReaderRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not request.is_member:
            keep(response, request.tenant, until=_true_until(request))
        elif "Cache-Control" not in response:  # which says that the answer is alike for all
            patch_cache_control(response, private=True, no_store=True)
        return response

    return show


def _true_until(request: ReaderRequest) -> datetime | None:
    """When the next post becomes public; or soon, since a confirmed e-mail changes no version."""
    if may_be_indexed(request.tenant):
        return request.blog.next_published_at
    soon = timezone.now() + IN_DOUBT
    return min(soon, request.blog.next_published_at or soon)


def as_reader_view[**P](view: ReaderView[P]) -> AnyView[P]:
    """Enter the blog's time zone and language, with its row read, whatever the method.

    Http404 becomes the blog's own page here, since Django shows its technical one while debugging.
    """

    @wraps(view)
    def enter(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reader = as_reader(request)
        with blog_time(reader.blog), blog_words(reader.blog.language):
            try:
                response = view(reader, *args, **kwargs)
            except Http404 as error:
                return not_found(request, error)
        response["Content-Language"] = reader.blog.language
        if not may_be_indexed(reader.tenant):
            response["X-Robots-Tag"] = "noindex"
        return response

    return enter
