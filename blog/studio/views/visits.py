"""One visit of an admin, for whom it concerns: what it was for, what was looked at, and its end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blog.studio.page import page_from_outside
from tenants.access import outside_tenant, studio_view
from tenants.actions.end_visit import end_visit
from tenants.history import requests_of
from tenants.http import MemberRequest
from tenants.roles import May
from tenants.visits.models import Ended, Visit


@outside_tenant
@studio_view(May.WRITE, writes=False)
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: MemberRequest, visit_id: UUID) -> HttpResponse:
    """For the person whose place was taken and whoever keeps the blog; POST ends it."""
    row = Visit.objects.filter(tenant_id=request.tenant.id, pk=visit_id).told().first()
    keeps = request.membership.may(May.CONFIGURE)
    if row is None or not (keeps or row.person_id == request.user.pk):
        raise Http404
    if request.method == "POST":
        if end_visit(row, why=Ended.OBJECTED, by=request.user):
            messages.success(request, _("The visit is over."))
        return redirect("studio:visit", row.pk)
    asked = requests_of(row, number=request.GET.get("page"))
    return page_from_outside(request, "visit", room="settings", visit=row, asked=asked)
