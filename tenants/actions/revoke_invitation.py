"""Take an invitation back, and take that back."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from journal import audit
from tenants.actions.team import Problem, TeamError, lock_team, require_giving
from tenants.models import Invitation


@transaction.atomic
def revoke_invitation(tenant_id: UUID, *, invitation_id: UUID, by: User) -> Invitation:
    """Its link leads nowhere from now on. Raises PermissionDenied and TeamError."""
    invitation = _find(tenant_id, invitation_id, by)
    if invitation.revoked_at is None:
        _set(invitation, "invitation.revoked", by)
    return invitation


@transaction.atomic
def restore_invitation(tenant_id: UUID, *, invitation_id: UUID, by: User) -> Invitation:
    """Open it again until its day. Raises PermissionDenied and TeamError."""
    invitation = _find(tenant_id, invitation_id, by)
    if invitation.revoked_at is not None:
        try:
            with transaction.atomic():
                _set(invitation, "invitation.restored", by)
        except IntegrityError as error:  # another one to the same e-mail came in between
            raise TeamError(Problem.INVITED) from error
    return invitation


def _find(tenant_id: UUID, invitation_id: UUID, by: User) -> Invitation:
    lock_team(tenant_id)
    found = Invitation.objects.filter(tenant_id=tenant_id, pk=invitation_id, accepted_at=None)
    invitation = found.first()
    if invitation is None:
        raise TeamError(Problem.NOT_OPEN)
    require_giving(tenant_id, by=by, role=invitation.role)
    return invitation


def _set(invitation: Invitation, action: str, by: User) -> None:
    invitation.revoked_at = timezone.now() if action.endswith("revoked") else None
    invitation.save(update_fields=["revoked_at"])
    target = invitation.email or "a link"
    audit.record(action, by=by.id, tenant_id=invitation.tenant_id, target=target)
