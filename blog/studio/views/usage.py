"""How much of its plan the blog uses. Kept in public, so outside of the blog's transaction."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from blog.studio.page import page_from_outside
from blog.studio.plan import more_url
from tenants.access import outside_tenant, studio_view
from tenants.http import MemberRequest
from tenants.plans.usage import usage_of
from tenants.roles import May


@outside_tenant
@studio_view(May.CONFIGURE)
@require_safe
def usage(request: MemberRequest) -> HttpResponse:
    """A bar for each thing that a plan limits."""
    tenant = request.membership.tenant
    return page_from_outside(
        request,
        "usage",
        room="settings",
        plan=tenant.plan,
        usages=usage_of(tenant),
        more_url=more_url(),
    )
