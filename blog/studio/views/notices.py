"""A notice of the platform's people was read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kit.next_path import safe_path
from tenants.access import outside_tenant, studio_view
from tenants.house.shown import note_read
from tenants.http import MemberRequest
from tenants.roles import May


@outside_tenant
@studio_view(May.WRITE, writes=False)
@require_POST
def notice_read(request: MemberRequest, notice_id: UUID) -> HttpResponse:
    """Show it no more to this person in this browser."""
    note_read(request, notice_id)
    return HttpResponseRedirect(safe_path(request.GET.get("next")) or reverse("studio:posts"))
