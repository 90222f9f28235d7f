"""What was done to the blog as a whole, and why: an admin's deeds among it."""

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
    """Kept in public, so it is read before the page is."""
    told = history_of(request.tenant.id)
    visits = list(Visit.objects.running().filter(tenant_id=request.tenant.id).told())
    return page_from_outside(request, "history", room="settings", told=told, visits=visits)
