"""The platform's own words: the landing page and about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tenants.signups.models import Mode
from tenants.signups.rules import Way, current, refusal


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """The front door."""
    return render(request, "platform/landing.html", _door())


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this place is."""
    return render(request, "platform/about.html", _door())


def _door() -> dict[str, object]:
    """`applying`: whoever wants a blog asks for one. `shut`: why nobody can, or None."""
    rules = current()
    applying = rules.mode == Mode.APPROVE
    return {"applying": applying, "shut": None if applying else refusal(Way.FORM, rules)}
