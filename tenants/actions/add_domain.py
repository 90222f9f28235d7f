"""Begin to claim a domain for a blog."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tenants.actions.change import Refused
from tenants.actions.domain_team import require_configure, require_domain_free, tell_of
from tenants.archive.errors import BadArchive
from tenants.domains.canonical import settle
from tenants.domains.models import ClaimState, DomainClaim
from tenants.domains.own import claimable
from tenants.domains.plan import plan_look
from tenants.house.switches import is_on
from tenants.models import State, Tenant


@transaction.atomic
def add_domain(tenant: Tenant, *, by: User | None, domain: str) -> DomainClaim:
    """Keep a claim on what was typed, with a new token, and have DNS looked at.

    One that was removed begins anew: its old token proves nothing. Raises Refused, and
    PermissionDenied when `by` (None: the server's shell) may not change the blog.
    """
    row = require_configure(tenant, by)
    if row.state not in {State.READY, State.SUSPENDED}:
        raise Refused(_("%(name)s is not open, so it can have no domain.") % {"name": row.name})
    if by is not None and not is_on("domains", row.pk):
        raise Refused(_("No new domain can be named here at the moment."))
    wanted = claimable(domain, row)
    require_domain_free(row)
    claim = _begin(row, wanted)
    settle("domain.added", row, by=by, domain=claim.domain)
    tell_of(claim, "added", by=by)
    return claim


def ask_anew(tenant: Tenant, note: Any) -> None:
    """Claim the domains that an archive tells of; each is to be proven again.

    What cannot be claimed here is passed over. Raises BadArchive.
    """
    try:
        names = [str(one["domain"]) for one in note if one.get("is_custom") is True]
    except (KeyError, TypeError, AttributeError):
        raise BadArchive("domains.json cannot be read.") from None
    for name in names:
        try:
            claim = _begin(tenant, claimable(name, tenant))
        except Refused:
            continue
        settle("domain.added", tenant, by=None, via="archive", domain=claim.domain)


def _begin(tenant: Tenant, domain: str) -> DomainClaim:
    before = DomainClaim.objects.filter(tenant=tenant, domain=domain)
    before.filter(state=ClaimState.REMOVED).delete()
    claim: DomainClaim = DomainClaim.objects.create(tenant=tenant, domain=domain)
    plan_look(claim, timezone.now())
    return claim
