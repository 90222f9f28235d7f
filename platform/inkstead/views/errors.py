"""What people see when a page cannot be shown: plain words, and no detail of ours."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that did not come from our page, or whose page had been open for too long."""
    shown = reason if settings.DEVELOPMENT else ""
    return render(request, "403_csrf.html", {"reason": shown}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: an address or a form that no page of ours sends."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not for this."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 on the platform's host."""
    return render(request, "platform/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page that needs nothing that may be broken, neither database nor request."""
    return HttpResponse(render_to_string("500.html"), status=500)
