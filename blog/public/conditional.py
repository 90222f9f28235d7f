"""Answers that say when nothing changed (RFC 9110, conditional requests)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag


def conditional(
    request: HttpRequest, response: HttpResponse, *, changed: datetime | None = None
) -> HttpResponse:
    """`response` with an ETag made of its words, or 304 for whoever has it already."""
    etag = quote_etag(sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    stamp = int(changed.timestamp()) if changed else None
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    answer = get_conditional_response(request, etag, stamp, response)
    return response if answer is None else answer
