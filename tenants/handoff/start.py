"""On the platform's host: who wants to enter which blog, and may they?"""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from journal import audit
from kit.next_path import safe_path
from kit.origins import blog_url
from tenants.handoff.asked import asked_for
from tenants.handoff.codes import issue
from tenants.handoff.refusals import Why, private, refuse
from tenants.handoff.secret import is_digest
from tenants.http import PlatformRequest
from tenants.models import Domain, State
from tenants.querysets import DomainQuerySet
from tenants.visits.hold import may_visit
from tenants.visits.models import Visit

# What browsers say of a request that did not begin with a form on this host.
FROM_OUTSIDE = {"none", "same-site", "cross-site"}


@require_safe
def start(request: PlatformRequest) -> HttpResponse:
    """`?host=&challenge=&next=`: send the browser back to `host` with a one-time code."""
    challenge = request.GET.get("challenge", "")
    next_path = safe_path(request.GET.get("next"))
    if next_path is None or not is_digest(challenge):
        return refuse(request, Why.MALFORMED, again=reverse("your_blogs"))
    user = request.user
    if not user.is_authenticated:
        query = urlencode({"next": request.get_full_path()})
        return private(redirect(f"{reverse('account_login')}?{query}"))
    host, visit = request.GET.get("host", ""), asked_for(request)
    domain = _of_visit(user, host, visit) if visit else _enterable(user, host)
    if domain is None:
        return refuse(request, Why.NOT_YOURS, again=reverse("your_blogs"), by=user.id)
    with transaction.atomic():
        code = issue(
            user=user,
            domain=domain,
            challenge=challenge,
            next_path=next_path,
            parent_session=str(request.session.session_key),
            visit_id=visit,
        )
        audit.record("handoff.issued", by=user.id, tenant_id=domain.tenant_id, target=domain.domain)
    return private(_forward(request, domain, code))


def _enterable(user: User, host: str) -> Domain | None:
    """The live address `host`, if `user` belongs to its blog."""
    return _live(host).filter(tenant__memberships__user=user).first()


def _of_visit(user: User, host: str, visit_id: UUID) -> Domain | None:
    """The live address `host`, if `user` asked for this visit to its blog just now."""
    visit = Visit.objects.to_begin().filter(pk=visit_id, admin=user).first()
    if visit is None or not may_visit(user):
        return None
    return _live(host).filter(tenant_id=visit.tenant_id).first()


def _live(host: str) -> DomainQuerySet:
    """One that the platform gave: a name of somebody's own may be somebody else's tomorrow, so no
    session ever begins there.
    """
    return Domain.objects.for_host(host).filter(tenant__state=State.READY, is_custom=False)


def _forward(request: PlatformRequest, domain: Domain, code: str) -> HttpResponse:
    """A redirect, or a page that moves on by itself where a form on this host may have begun it.

    Chromium holds the redirects that answer a POST to the page's `form-action 'self'`, so the one
    after signing in may not lead to another host. Browsers without Sec-Fetch-Site get the page.
    """
    path = reverse("handoff_callback", urlconf=settings.ROOT_URLCONF)
    target = blog_url(domain.domain, f"{path}?{urlencode({'code': code})}")
    if request.headers.get("Sec-Fetch-Site") in FROM_OUTSIDE:
        return HttpResponseRedirect(target)
    context = {"target": target, "blog_name": domain.tenant.name}
    return render(request, "tenants/handoff_onward.html", context)
