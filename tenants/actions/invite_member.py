"""Invite somebody to a blog's team, by letter or by a link."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.letters import queue_letter
from accounts.models import User
from journal import audit
from tenants.actions.team import Problem, TeamError, lock_team, require_giving
from tenants.models import Invitation, Membership, Tenant
from tenants.plans.letters import take_letter
from tenants.plans.room import has_place

OPEN_FOR = timedelta(days=7)
MAX_OPEN = 50


@transaction.atomic
def invite_member(tenant_id: UUID, *, role: str, email: str = "", by: User) -> Invitation:
    """Save an invitation for seven days and queue its letter; without `email` a link to hand on.

    An earlier one to the same e-mail that has run out makes room. Raises PermissionDenied when
    `by` may not give `role`, and TeamError.
    """
    tenant = lock_team(tenant_id)
    require_giving(tenant_id, by=by, role=role)
    email = email.strip().lower()
    waiting = Invitation.objects.waiting().filter(tenant=tenant)
    waiting.filter(expires_at__lte=timezone.now()).delete()
    problem = _problem([invitation.email for invitation in waiting], tenant, email, by)
    if problem is not None:
        raise TeamError(problem)
    if email and not take_letter(tenant):
        raise TeamError(Problem.LETTERS_USED)
    until = timezone.now() + OPEN_FOR
    invitation = Invitation.objects.create(
        tenant=tenant, role=role, email=email, invited_by=by, expires_at=until
    )
    who = email or "a link"
    audit.record("invitation.made", by=by.id, tenant_id=tenant_id, target=who, role=role)
    if email:
        queue_letter("invitation", invitation_id=str(invitation.id))
    return invitation


def _problem(emails: list[str], tenant: Tenant, email: str, by: User) -> Problem | None:
    if email and not by.email_confirmed:
        return Problem.UNCONFIRMED
    if email and not tenant.trusted:
        return Problem.NO_LETTERS
    if email and Membership.objects.filter(tenant=tenant, user__email=email).exists():
        return Problem.ON_TEAM
    if email and email in emails:
        return Problem.INVITED
    if not has_place(tenant, invited=len(emails)):
        return Problem.FULL
    return Problem.TOO_MANY if len(emails) >= MAX_OPEN else None
