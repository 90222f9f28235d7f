"""Leave a blog that somebody else owns."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenants.access import signed_in_view
from tenants.actions.remove_member import remove_member
from tenants.actions.team import TeamError
from tenants.http import SignedInRequest
from tenants.models import Membership
from tenants.roles import Role


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_view
def blog_leave(request: SignedInRequest, tenant_id: UUID) -> HttpResponse:
    """Ask, saying what stays; POST leaves. Nobody but the team can bring one back."""
    mine = Membership.objects.filter(user=request.user).exclude(role=Role.OWNER)
    membership = get_object_or_404(mine.select_related("tenant"), tenant_id=tenant_id)
    if request.method != "POST":
        return render(request, "tenants/leave.html", {"tenant": membership.tenant})
    try:
        remove_member(tenant_id, user_id=request.user.id, by=request.user)
    except TeamError as error:
        messages.error(request, str(error))
    else:
        name = membership.tenant.name
        messages.success(request, _("You no longer write on “%(name)s”.") % {"name": name})
    return redirect("your_blogs")
