"""How often one address may try something; counted in Postgres: losing Redis opens no door."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse

APP = "allauth.account"  # whose ACCOUNT_RATE_LIMITS hold the numbers


def may_try(request: HttpRequest, action: str) -> bool:
    """Count one try of `action` (a key of ACCOUNT_RATE_LIMITS); False when it is one too many."""
    usage = ratelimit.consume(request, app=APP, action=action, limit_get=True)
    return usage is not None


def too_many(request: HttpRequest) -> HttpResponse:
    """The page for one too many: 429."""
    response: HttpResponse = ratelimit.respond_429(request)
    return response
