"""Take a domain from a blog, and take that back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tenants.actions.change import Refused
from tenants.actions.domain_team import (
    locked_claim,
    require_configure,
    require_domain_free,
    tell_of,
)
from tenants.domains.canonical import settle
from tenants.domains.course import DAILY
from tenants.domains.models import ClaimState, DomainClaim
from tenants.domains.names import Problem, sentence
from tenants.domains.plan import plan_look
from tenants.models import Domain, Tenant

AS_IT_WAS = timedelta(days=1)  # so soon taken back it works at once; later it is looked at first


@transaction.atomic
def remove_domain(tenant: Tenant, claim_id: UUID, *, by: User | None) -> DomainClaim:
    """Let the blog be read at another of its hosts, and the domain be free for others to prove.

    For as long as it points here its links lead on to the blog. Removing twice changes nothing.
    Raises Refused, and PermissionDenied.
    """
    row = require_configure(tenant, by)
    claim = locked_claim(row, claim_id)
    if claim.state == ClaimState.REMOVED:
        return claim
    if claim.state != ClaimState.LIVE:
        claim.verified_at = None  # what does not work now is looked at before it does again
    claim.state, claim.state_since, claim.is_main = ClaimState.REMOVED, timezone.now(), False
    claim.failing_since = claim.told_at = None
    claim.save()
    plan_look(claim, timezone.now() + DAILY)
    settle("domain.removed", row, by=by, domain=claim.domain)
    tell_of(claim, "removed", by=by)
    return claim


@transaction.atomic
def restore_domain(tenant: Tenant, claim_id: UUID, *, by: User | None) -> DomainClaim:
    """Have a removed domain back, with the token it had. Raises as above.

    Within a day it works at once if it worked before, and is looked at again; nobody else may have
    it by then.
    """
    row = require_configure(tenant, by)
    claim = locked_claim(row, claim_id)
    if claim.state != ClaimState.REMOVED:
        return claim
    if DomainClaim.objects.held_by_others(claim.domain, than=row.pk).exists():
        raise Refused(sentence(Problem.TAKEN, claim.name))
    require_domain_free(row)
    now = timezone.now()
    routed = Domain.objects.filter(domain=claim.domain, tenant=row).exists()
    worked = routed and claim.verified_at is not None and now - claim.state_since < AS_IT_WAS
    claim.state = ClaimState.LIVE if worked else ClaimState.WAITING
    claim.state_since = now
    if not worked:
        claim.added_at = now  # it is looked for as often as a new one
    claim.save()
    plan_look(claim, now)
    settle("domain.restored", row, by=by, domain=claim.domain)
    return claim
