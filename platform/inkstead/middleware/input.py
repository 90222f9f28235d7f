"""Addresses that no page of ours has: with NUL bytes, or a query that is not UTF-8."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

type Handler = Callable[[HttpRequest], HttpResponse]


class PlainInputMiddleware:
    """Answers 400 in plain words, where Postgres would refuse the text and the page be a 500.

    A path that is not UTF-8 needs no answer of its own: Django keeps such bytes percent-encoded.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" not in request.path_info and _is_plain(_query(request)):
            return self.get_response(request)
        resolver = get_resolver(getattr(request, "urlconf", None))
        answer: Callable[..., HttpResponse] = resolver.resolve_error_handler(400)
        return answer(request, exception=BadRequest("malformed address"))


def _query(request: HttpRequest) -> bytes:
    # WSGI hands bytes over as latin-1 text (PEP 3333).
    return unquote_to_bytes(str(request.META.get("QUERY_STRING", "")).encode("latin-1", "replace"))


def _is_plain(text: bytes) -> bool:
    try:
        return "\0" not in text.decode()
    except UnicodeDecodeError:
        return False
