"""The offer to sign in without a password, made where one publishes."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.actions.answer_passkey_offer import decline_passkey_offer
from kit.next_path import safe_path
from tenants.access import outside_tenant, studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@outside_tenant
@studio_view(May.WRITE, writes=False)
@require_POST
def passkey_decline(request: MemberRequest) -> HttpResponse:
    """Make the offer no more, on any blog; the account page keeps the way."""
    decline_passkey_offer(request.user, by=request.user)
    return HttpResponseRedirect(safe_path(request.GET.get("next")) or reverse("studio:posts"))
