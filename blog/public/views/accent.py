"""The stylesheet with a writer's accent. It follows from its address alone, so it asks nobody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from blog.look.sheet import AccentSheet
from tenants.access import outside_tenant

FOR_GOOD = "public, max-age=31536000, immutable"
JUST_NOW = "no-cache"  # the address is of another version of the product than this one


@outside_tenant
@require_safe
def accent(request: HttpRequest, sheet: AccentSheet) -> HttpResponse:
    """One theme in one accent, for a year; of an address made by another version, for now."""
    response = HttpResponse(sheet.css, "text/css; charset=utf-8")
    response["Cache-Control"] = FOR_GOOD if sheet.is_current else JUST_NOW
    return response
