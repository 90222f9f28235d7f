"""Look at a domain now rather than later."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tenants.actions.domain_team import locked_claim, require_configure
from tenants.domains.models import DomainClaim
from tenants.domains.plan import plan_look
from tenants.models import Tenant

AT_LEAST = timedelta(seconds=10)  # between two looks, however often one asks


@transaction.atomic
def check_domain(tenant: Tenant, claim_id: UUID, *, by: User | None) -> DomainClaim:
    """Have DNS looked at as soon as the worker comes round. Raises Refused, PermissionDenied.

    Nothing changes by it, so the audit says nothing.
    """
    row = require_configure(tenant, by)
    claim = locked_claim(row, claim_id)
    soon = max(timezone.now(), (claim.looked_at or claim.added_at) + AT_LEAST)
    if claim.looked_at is None:
        soon = timezone.now()
    if claim.look_due_at is None or claim.look_due_at > soon:
        plan_look(claim, soon)
    return claim
