"""Let somebody sign up by a link: so many people, or the one who has an e-mail."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.trail import record_deed
from accounts.letters import queue_letter
from accounts.models import User
from tenants.signups.letters import NEWS
from tenants.signups.models import SignUpInvitation


@transaction.atomic
def invite_to_sign_up(
    *, by: User | None, days: int, uses: int = 1, email: str = "", note: str = "", reason: str
) -> SignUpInvitation:
    """Save an invitation for `days`; one that names an e-mail is good once, and goes there."""
    email = email.strip().lower()
    invitation = SignUpInvitation.objects.create(
        email=email,
        note=note,
        uses=1 if email else uses,
        made_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    record_deed(
        "signups.invited",
        by=by,
        target=note or "a link",
        invitation=str(invitation.id),
        uses=invitation.uses,
        days=days,
        reason=reason,
    )
    if email:
        queue_letter(NEWS, what="invited", id=str(invitation.id))
    return invitation
