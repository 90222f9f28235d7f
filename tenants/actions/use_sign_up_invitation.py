"""Use an invitation to sign up, once."""

from __future__ import annotations

from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.signups.models import SignUpInvitation


class Unusable(TextChoices):
    """Why an invitation lets nobody in; the label is the sentence to say."""

    UNKNOWN = "unknown", _("There is no such invitation. The link may be missing a letter.")
    REVOKED = "revoked", _("This invitation was taken back.")
    EXPIRED = "expired", _("This invitation has run out. Ask for a new one.")
    USED = "used", _("This invitation has been used.")
    OTHER = "other", _("This invitation is for another e-mail: the one it was sent to.")


class InvitationUnusable(ValueError):
    """Nobody came in; `why` says the reason."""

    def __init__(self, why: Unusable) -> None:
        super().__init__(str(why.label))
        self.why = why


def objection(invitation: SignUpInvitation | None, email: str | None = None) -> Unusable | None:
    """What stands against somebody with `email` (None: not known yet) using it now."""
    if invitation is None:
        return Unusable.UNKNOWN
    if invitation.revoked_at:
        return Unusable.REVOKED
    if invitation.used >= invitation.uses:
        return Unusable.USED
    if invitation.expires_at <= timezone.now():
        return Unusable.EXPIRED
    if email is not None and invitation.email not in {"", email}:
        return Unusable.OTHER
    return None


def use_sign_up_invitation(invitation_id: UUID, *, by_email: str) -> SignUpInvitation:
    """Count one use, with the transaction that is open. Raises InvitationUnusable.

    Of many at one moment as many come in as it is good for: they wait for each other.
    """
    rows = SignUpInvitation.objects.select_for_update()
    invitation = rows.filter(pk=invitation_id).first()
    why = objection(invitation, by_email)
    if invitation is None or why is not None:
        raise InvitationUnusable(why or Unusable.UNKNOWN)
    invitation.used += 1
    invitation.save(update_fields=["used"])
    return invitation
