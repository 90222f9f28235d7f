"""The page between "make my blog" and its editor: it makes the blog if nobody has, and moves on."""

from __future__ import annotations

import logging
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import Error
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kit.next_path import safe_path
from kit.origins import blog_url
from tenants.access import signed_in_view
from tenants.http import SignedInRequest
from tenants.models import Membership, State, Tenant
from tenants.provisioning.provision import provision
from tenants.provisioning.template import TemplateOutOfStep

logger = logging.getLogger(__name__)

FIRST_PAGE = "studio:post_new"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_view
def blog_opening(request: SignedInRequest, tenant_id: UUID) -> HttpResponse:
    """Show that the blog is being made, or go there; POST tries again what went wrong.

    A page and not a redirect: it follows a form's POST, and `form-action` forbids that to lead to
    another host (Chromium holds the whole chain of redirects to it).
    """
    tenant = _own_blog(request, tenant_id)
    state = _finish(tenant) if tenant.state == State.PROVISIONING else State(tenant.state)
    if request.method == "POST":
        return redirect(request.get_full_path())
    if state not in {None, State.PROVISIONING, State.READY}:
        return redirect("your_blogs")
    host = tenant.domains.get(is_primary=True).domain
    context = {
        "blog_name": tenant.name,
        "address": host,
        "failed": state is None,
        "retry_url": request.get_full_path(),
        "target": _target(host, request.GET.get("next")) if state == State.READY else "",
    }
    status = 503 if state is None else 200
    response = render(request, "platform/opening.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _own_blog(request: SignedInRequest, tenant_id: UUID) -> Tenant:
    mine = Membership.objects.filter(user=request.user).select_related("tenant")
    return get_object_or_404(mine, tenant_id=tenant_id).tenant


def _finish(tenant: Tenant) -> State | None:
    """The state after trying to make the blog; None when that failed."""
    try:
        return provision(tenant.id)
    except (Error, TemplateOutOfStep):
        logger.exception("Blog %s could not be made.", tenant.id)
        return None


def _target(host: str, next_path: str | None) -> str:
    first = f"{reverse(FIRST_PAGE, urlconf=settings.ROOT_URLCONF)}?{urlencode({'first': 1})}"
    query = urlencode({"next": safe_path(next_path) or first})
    return blog_url(host, f"{reverse('login', urlconf=settings.ROOT_URLCONF)}?{query}")
