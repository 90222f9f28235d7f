"""Who may change a blog's domains, and who is told of it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from tenants.actions.change import Refused
from tenants.actions.team import Problem, lock_team, role_on
from tenants.domains.check import tell_owner
from tenants.domains.models import DomainClaim
from tenants.models import Membership, Tenant
from tenants.plans.room import has_domain_free
from tenants.roles import May, Role, may


def require_configure(tenant: Tenant, by: User | None) -> Tenant:
    """The blog's row, held until the transaction ends; raises PermissionDenied."""
    row = lock_team(tenant.pk)
    role = role_on(tenant.pk, by)
    if by is not None and (role is None or not may(role, May.CONFIGURE)):
        raise PermissionDenied(Problem.NOT_ALLOWED.label)
    return row


def require_domain_free(tenant: Tenant) -> None:
    """Raise Refused where the plan has room for no more domains. The blog must be held."""
    if not has_domain_free(tenant):
        most = tenant.limits.domains or 0
        raise Refused(
            ngettext(
                "The plan of this blog has room for %(most)d domain. Remove another one first.",
                "The plan of this blog has room for %(most)d domains. Remove one first.",
                most,
            )
            % {"most": most}
            if most
            else _("The plan of this blog has no domains of its owner’s own.")
        )


def locked_claim(tenant: Tenant, claim_id: UUID) -> DomainClaim:
    """One of the blog's claims, held; raises Refused when it is gone. The blog must be held."""
    claims = DomainClaim.objects.select_for_update().filter(tenant=tenant)
    claim: DomainClaim | None = claims.filter(pk=claim_id).first()
    if claim is None:
        raise Refused(_("This domain is no longer in the list."))
    return claim


def tell_of(claim: DomainClaim, what: str, *, by: User | None) -> None:
    """A letter to the owner, unless it was they who did it."""
    owns = Membership.objects.filter(tenant_id=claim.tenant_id, role=Role.OWNER, user=by)
    if by is None or not owns.exists():
        tell_owner(claim, what, by=by.display_name if by else "")
