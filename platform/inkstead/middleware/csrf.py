"""Django's CSRF check, made exact: neighbouring subdomains are strangers here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from kit.same_origin import STRANGE, origin_of

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}  # RFC 9110, 9.2.1
REASON = "The request came from another site (Sec-Fetch-Site: %s)."


class CsrfMiddleware(CsrfViewMiddleware):
    """The token, as in Django; and, where the browser tells the origin, this very one.

    Django 6.1 trusts origins it is told of, with wildcards, and does not read `Sec-Fetch-Site`.
    A blog is a sibling of every other blog, so here no origin is trusted but a page's own.
    """

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        site = request.headers.get("Sec-Fetch-Site", "")
        exempt = getattr(callback, "csrf_exempt", False)
        if request.method not in SAFE and site in STRANGE and not exempt:
            return self._refuse(request, REASON % site)
        return super().process_view(request, callback, callback_args, callback_kwargs)

    def _refuse(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        # Django's own way to say no, with its log line; the stubs leave it out.
        refuse: Callable[..., HttpResponseForbidden] = super()._reject  # type: ignore[misc]
        return refuse(request, reason)

    def _origin_verified(self, request: HttpRequest) -> bool:
        return request.headers.get("Origin") == origin_of(request)
