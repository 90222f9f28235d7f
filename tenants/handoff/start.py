"""On the platform's host: who wants to enter which blog, and may they?"""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from journal import audit
from kit.next_path import safe_path
from kit.origins import blog_url
from tenants.handoff.codes import issue
from tenants.handoff.refusals import Why, private, refuse
from tenants.handoff.secret import is_digest
from tenants.http import PlatformRequest
from tenants.models import Domain, State

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
    domain = _enterable(user, request.GET.get("host", ""))
    if domain is None:
        return refuse(request, Why.NOT_YOURS, again=reverse("your_blogs"), by=user.id)
    code = issue(
        user=user,
        domain=domain,
        challenge=challenge,
        next_path=next_path,
        parent_session=str(request.session.session_key),
    )
    audit.record("handoff.issued", by=user.id, tenant_id=domain.tenant_id, target=domain.domain)
    return private(_forward(request, domain, code))


def _enterable(user: User, host: str) -> Domain | None:
    """The live address `host`, if `user` belongs to its blog.

    One that the platform gave: a name of somebody's own may be somebody else's tomorrow, so no
    session ever begins there.
    """
    live = Domain.objects.for_host(host).filter(tenant__state=State.READY, is_custom=False)
    return live.filter(tenant__memberships__user=user).first()


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
