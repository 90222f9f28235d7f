"""Who did what on the blog, and what was done to it: an admin's deeds with their reasons."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from blog.studio.page import page_from_outside
from tenants.access import outside_tenant, studio_view
from tenants.history import history_of
from tenants.http import MemberRequest
from tenants.roles import May
from tenants.visits.models import Visit


@outside_tenant
@studio_view(May.CONFIGURE)
@require_safe
def history(request: MemberRequest) -> HttpResponse:
    """Page by page, and of one person where that is asked; read from public before the page is."""
    asked = request.GET
    history = history_of(request.tenant.id, who=asked.get("who", ""), number=asked.get("page"))
    visits = list(Visit.objects.running().filter(tenant_id=request.tenant.id).told())
    return page_from_outside(request, "history", room="settings", history=history, visits=visits)
