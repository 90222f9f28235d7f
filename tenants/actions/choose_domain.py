"""Say which of a blog's domains readers are led to."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from accounts.models import User
from tenants.actions.domain_team import locked_claim, require_configure
from tenants.domains.canonical import settle
from tenants.domains.models import DomainClaim
from tenants.models import Tenant


@transaction.atomic
def choose_domain(tenant: Tenant, claim_id: UUID, *, by: User | None) -> UUID | None:
    """Make it the main one; the others lead there. Returns which was led to before, to go back.

    One that does not work yet is led to once it does. Raises Refused, and PermissionDenied.
    """
    row = require_configure(tenant, by)
    claim = locked_claim(row, claim_id)
    own = DomainClaim.objects.filter(tenant=row)
    led_to = row.domains.filter(is_canonical=True).values("domain")
    before = own.filter(domain__in=led_to).values_list("pk", flat=True).first()
    if claim.is_main:
        return before
    own.filter(is_main=True).update(is_main=False)
    DomainClaim.objects.filter(pk=claim.pk).update(is_main=True)
    settle("domain.chosen", row, by=by, domain=claim.domain)
    return before
