"""The platform's own words: the landing page and about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """The front door."""
    return render(request, "platform/landing.html")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this place is."""
    return render(request, "platform/about.html")
