"""What a host says when it has no blog to show."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kit.origins import blog_url
from tenants.dress import Dress, dress_of
from tenants.http import BlogRequest
from tenants.models import Domain, State

STATUS = {
    State.PROVISIONING: 503,
    State.SUSPENDED: 403,
    State.DELETED: 410,
}


def nowhere(request: HttpRequest, path: str = "") -> HttpResponse:
    """One page for every path on a host that shows no blog; unknown and purged look the same."""
    tenant = cast(BlogRequest, request).tenant
    status = STATUS.get(State(tenant.state)) if tenant else None
    if status is None:
        return _unknown(request)
    dress = dress_of(tenant) if tenant.state == State.SUSPENDED else Dress()
    context = {"state": tenant.state, "tenant": tenant, "layout": dress.layout, **dress.context}
    response = render(request, "platform/state.html", context, status=status)
    if status == 503:
        response["Retry-After"] = "2"
    return response


def _unknown(request: HttpRequest) -> HttpResponse:
    known = []
    if settings.DEVELOPMENT:
        routed = Domain.objects.filter(tenant__state=State.READY).order_by("domain")
        known = [blog_url(domain.domain) for domain in routed[:20]]
    return render(request, "platform/unknown_host.html", {"known": known}, status=404)
