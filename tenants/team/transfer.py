"""Hand a blog over to somebody on its team."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenants.access import signed_in_view
from tenants.actions.team import TeamError
from tenants.actions.transfer_blog import transfer_blog
from tenants.http import SignedInRequest
from tenants.models import Membership, Tenant
from tenants.roles import Role
from tenants.team.forms import TransferForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_view
@reauthentication_required  # type: ignore[untyped-decorator]
def blog_transfer(request: SignedInRequest, tenant_id: UUID) -> HttpResponse:
    """Choose the heir and type the blog's name; only soon after one's password was asked for."""
    owned = Membership.objects.filter(user=request.user, role=Role.OWNER)
    tenant = get_object_or_404(owned.select_related("tenant"), tenant_id=tenant_id).tenant
    team = list(Membership.objects.team_of(tenant_id).exclude(user=request.user))
    data = request.POST if request.method == "POST" else None
    form = TransferForm(data, tenant=tenant, team=team)
    if not form.is_valid():
        return _show(request, tenant, form, team)
    try:
        heir = transfer_blog(tenant_id, to=form.cleaned_data["to"], by=request.user)
    except TeamError as error:
        form.add_error("to", str(error))
        return _show(request, tenant, form, team)
    words = {"name": tenant.name, "person": heir.user.display_name}
    messages.success(
        request, _("“%(name)s” belongs to %(person)s now. You are an admin there.") % words
    )
    return redirect("your_blogs")


def _show(
    request: SignedInRequest, tenant: Tenant, form: TransferForm, team: list[Membership]
) -> HttpResponse:
    context = {"tenant": tenant, "form": form, "alone": not team}
    return render(request, "tenants/transfer.html", context)
