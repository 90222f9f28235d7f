"""`Server-Timing`: where a response's time went, for whoever opens the network panel."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from kit import timings
from tenants.db.scope import tenant_connection

type Handler = Callable[[HttpRequest], HttpResponse]


class ServerTimingMiddleware:
    """The outermost middleware, so that errors and 404s carry the header too.

    `host`: from the Host header to a tenant. `cache`: the page cache. `db`: round trips to
    Postgres, BEGIN and COMMIT included. `render`: templates, with the queries they set off.
    All `dur` are milliseconds.
    """

    def __init__(self, get_response: Handler) -> None:
        if not settings.SERVER_TIMING:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        connection = tenant_connection()
        trips, began = connection.round_trips, time.perf_counter()
        with timings.measuring() as spent:
            response = self.get_response(request)
        response["Server-Timing"] = ", ".join(
            [
                f"host;dur={spent.get('host', 0.0):.2f}",
                "cache;desc=off",
                f'db;desc="{connection.round_trips - trips} round trips"',
                f"render;dur={spent.get('render', 0.0):.2f}",
                f"total;dur={(time.perf_counter() - began) * 1000:.2f}",
            ]
        )
        return response
