"""Take an invitation to sign up back, or renew it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.trail import record_deed
from accounts.models import User
from tenants.actions.change import Refused
from tenants.signups.models import SignUpInvitation


@transaction.atomic
def revoke_sign_up_invitation(
    invitation: SignUpInvitation, *, by: User | None, reason: str
) -> None:
    """Nobody comes in by it from now on. Raises Refused when it was taken back already."""
    row = SignUpInvitation.objects.select_for_update().get(pk=invitation.pk)
    if row.revoked_at:
        raise Refused(_("This invitation was taken back already."))
    _set(row, timezone.now(), "signups.revoked", by, reason)


@transaction.atomic
def renew_sign_up_invitation(invitation: SignUpInvitation, *, by: User | None, reason: str) -> None:
    """As it was before it was taken back: its days and its uses go on. Raises Refused."""
    row = SignUpInvitation.objects.select_for_update().get(pk=invitation.pk)
    if not row.revoked_at:
        raise Refused(_("This invitation is open already."))
    _set(row, None, "signups.renewed", by, reason)


def _set(
    row: SignUpInvitation, at: datetime | None, action: str, by: User | None, reason: str
) -> None:
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    target = row.note or "a link"
    record_deed(action, by=by, target=target, invitation=str(row.id), reason=reason)
