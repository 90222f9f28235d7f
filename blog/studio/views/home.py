"""The studio's door."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.WRITE)
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """Posts is where the studio begins."""
    return redirect("studio:posts")
