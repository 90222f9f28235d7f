"""Requests that are too large are refused by their first lines, before anything of them is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

type Handler = Callable[[HttpRequest], HttpResponse]


class BodySizeMiddleware:
    """Answers 413 in plain words above MAX_BODY_BYTES.

    What names no length (`Transfer-Encoding: chunked`) has no body for Django, which reads as many
    bytes as were announced.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isdecimal() and int(length) <= settings.MAX_BODY_BYTES:
            return self.get_response(request)
        most = settings.MAX_BODY_BYTES // 1024**2
        return render(request, "413.html", {"most": most}, status=413)
