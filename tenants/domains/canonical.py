"""Which of a blog's hosts readers are led to, and that every process learns of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from journal import audit
from tenants.domains.models import ClaimState, DomainClaim
from tenants.models import ContentVersion, Domain, Tenant

if TYPE_CHECKING:
    from accounts.models import User


def route(claim: DomainClaim) -> None:
    """Let the blog answer on the claim's domain, which is its own now; nobody else's remains."""
    Domain.objects.filter(domain=claim.domain).exclude(tenant_id=claim.tenant_id).delete()
    Domain.objects.get_or_create(
        domain=claim.domain,
        defaults={
            "tenant_id": claim.tenant_id,
            "skeleton": claim.domain,
            "is_primary": False,
            "is_custom": True,
        },
    )


def unroute(claim: DomainClaim) -> None:
    """Let the domain be nobody's here: its visitors see that nothing lives there."""
    Domain.objects.filter(domain=claim.domain, tenant_id=claim.tenant_id, is_custom=True).delete()


def choose_canonical(tenant_id: UUID) -> str:
    """Mark the host that readers are led to: of the domains that work the main one, else the first.

    Returns it; empty when it is the address that the platform gave.
    """
    live = DomainClaim.objects.filter(tenant_id=tenant_id, state=ClaimState.LIVE)
    first = live.order_by("-is_main", "verified_at", "pk").first()
    chosen = first.domain if first else ""
    own = Domain.objects.filter(tenant_id=tenant_id, is_custom=True)
    own.filter(is_canonical=True).exclude(domain=chosen).update(is_canonical=False)
    own.filter(domain=chosen).update(is_canonical=True)
    return chosen


def settle(action: str, tenant: Tenant, *, by: User | None, via: str = "", **details: Any) -> None:
    """Choose the canonical host anew, let every process forget the blog, write the audit's row.

    `via` says who acts when `by` is None: "shell", or "look" for the daily work.
    """
    choose_canonical(tenant.pk)
    ContentVersion.objects.filter(pk=tenant.pk).update(
        version=F("version") + 1, changed_at=timezone.now()
    )
    told = details | ({"via": via or "shell"} if by is None else {})
    target = str(details.get("domain", tenant.name))
    audit.record(action, by=by.id if by else None, tenant_id=tenant.pk, target=target, **told)
