"""What this installation itself answers to, and what a blog may therefore not claim."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from tenants.actions.change import Refused
from tenants.domains.models import DomainClaim
from tenants.domains.names import BadDomain, Problem, checked_domain, sentence, shown
from tenants.models import Domain, Tenant

MOST = 10  # of one blog, removed ones included: each is looked at again and again


def own_names() -> set[str]:
    """The platform's host, the blogs' domain and what domains are led to."""
    return {settings.PLATFORM_HOST, settings.BLOGS_DOMAIN, settings.DOMAINS_TARGET}


def claimable(typed: str, tenant: Tenant) -> str:
    """The domain in `typed`, if `tenant` may begin to claim it; raises Refused.

    A claim that somebody else has begun is in nobody's way; one that is proven is.
    """
    try:
        domain = checked_domain(typed, ours=own_names())
    except BadDomain as error:
        raise Refused(str(error)) from None
    known = DomainClaim.objects.filter(tenant=tenant)
    if known.exclude(state="removed").filter(domain=domain).exists():
        raise Refused(_("%(domain)s is in your list already.") % {"domain": shown(domain)})
    if DomainClaim.objects.held_by_others(domain, than=tenant.pk).exists() or _is_given(domain):
        raise Refused(sentence(Problem.TAKEN, shown(domain)))
    if known.exclude(domain=domain).count() >= MOST:
        raise Refused(_("A blog has at most %(most)s domains. Remove one first.") % {"most": MOST})
    return domain


def _is_given(domain: str) -> bool:
    """Whether it is an address that the platform gave, as under another BLOGS_DOMAIN before."""
    return Domain.objects.filter(domain=domain, is_custom=False).exists()
