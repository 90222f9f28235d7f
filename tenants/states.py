"""What a host says when it has no blog to show."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from accounts.middleware import to_readers
from kit.origins import blog_url, platform_url
from tenants.dress import Dress, dress_of
from tenants.http import BlogRequest
from tenants.models import Domain, State, Tenant
from tenants.roles import Role
from tenants.watch.decisions import Decision, Measure

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
    context["host"] = _shown(request)
    if tenant.state == State.SUSPENDED:
        context |= _for_members(cast(BlogRequest, request))
    elif tenant.state == State.DELETED:
        context["gone_at"] = _gone_at(tenant.id)
    page = partial(render, request, "platform/state.html", context, status=status)
    response = page() if "reason" in context else to_readers(request, page)
    if status == 503:
        response["Retry-After"] = "2"
    return response


def _shown(request: HttpRequest) -> str:
    """The host as it is typed, whichever way the words around it go."""
    return format_html('<bdi dir="ltr">{}</bdi>', request.get_host())


def _gone_at(tenant_id: UUID) -> datetime | None:
    """Until when it can be had back; None while there is no database to ask."""
    try:
        since: datetime = Tenant.objects.values_list("state_since", flat=True).get(pk=tenant_id)
    except OperationalError:
        return None
    return since + timedelta(days=settings.TRASH_DAYS)


def _for_members(request: BlogRequest) -> dict[str, Any]:
    """Why, and the owner's way to object, in what was the studio."""
    member = request.membership
    if member is None or not request.path.startswith("/studio/"):
        return {}
    decisions = Decision.objects.standing(member.tenant_id).filter(measure=Measure.SUSPENDED)
    decision = decisions.first()
    path = decision and reverse(
        "blog_decision", settings.PUBLIC_SCHEMA_URLCONF, args=[decision.tenant_id, decision.pk]
    )
    may_object = bool(path) and member.role == Role.OWNER
    return {
        "reason": Tenant.objects.values_list("state_reason", flat=True).get(pk=member.tenant_id),
        "decision": decision,
        "decision_url": platform_url(path) if path and may_object else "",
    }


def _unknown(request: HttpRequest) -> HttpResponse:
    known = []
    if settings.DEVELOPMENT:
        routed = Domain.objects.filter(tenant__state=State.READY).order_by("domain")
        known = [blog_url(domain.domain) for domain in routed[:20]]
    context = {"known": known, "host": _shown(request)}
    page = partial(render, request, "platform/unknown_host.html", context, status=404)
    return to_readers(request, page)
