"""Join a blog's team by invitation."""

from __future__ import annotations

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.confirm_email import note_confirmed_email
from accounts.models import User
from journal import audit
from tenants.actions.team import lock_team, role_on
from tenants.models import Invitation, Membership, State
from tenants.plans.room import has_place
from tenants.roles import may_give


class Refused(TextChoices):
    """Why an invitation lets nobody in; the label is the sentence to say."""

    UNKNOWN = "unknown", _("There is no such invitation. The link may be missing a letter.")
    REVOKED = "revoked", _("This invitation was taken back.")
    EXPIRED = "expired", _("This invitation has run out. Ask for a new one.")
    USED = "used", _("This invitation has been used.")
    WITHDRAWN = "withdrawn", _("Whoever invited you may no longer do so. Ask the blog’s owner.")
    CLOSED = "closed", _("This blog is not open at the moment.")
    FULL = "full", _("This blog’s team has no place left. Ask whoever invited you to make room.")
    OTHER = "other", _("This invitation is for another e-mail than the one you signed in with.")
    MEMBER = "member", _("You are on this blog’s team already.")


class InvitationRefused(ValueError):
    """Nobody joined; `why` says the reason."""

    def __init__(self, why: Refused) -> None:
        super().__init__(str(why.label))
        self.why = why


def objection(invitation: Invitation | None, user: User | None) -> Refused | None:
    """What stands against `user` (None: somebody without an account) joining now."""
    if invitation is None:
        return Refused.UNKNOWN
    if user and role_on(invitation.tenant_id, user):
        return Refused.MEMBER
    if invitation.accepted_at:
        return Refused.USED
    if invitation.revoked_at:
        return Refused.REVOKED
    if invitation.expires_at <= timezone.now():
        return Refused.EXPIRED
    if invitation.tenant.state != State.READY:
        return Refused.CLOSED
    if invitation.invited_by and not invitation.invited_by.is_active:
        return Refused.WITHDRAWN
    if not may_give(role_on(invitation.tenant_id, invitation.invited_by), invitation.role):
        return Refused.WITHDRAWN
    if user and invitation.email and invitation.email != user.email:
        return Refused.OTHER
    return None if has_place(invitation.tenant) else Refused.FULL


@transaction.atomic
def accept_invitation(invitation_id: UUID, *, by: User) -> Membership:
    """Put `by` on the team; the invitation is used up.

    One that came by letter confirms the e-mail it went to. Raises InvitationRefused.
    """
    invitation = _locked(invitation_id)
    why = objection(invitation, by)
    if invitation is None or why is not None:
        raise InvitationRefused(why or Refused.UNKNOWN)
    tenant_id = invitation.tenant_id
    membership = Membership.objects.create(user=by, tenant_id=tenant_id, role=invitation.role)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(
        "invitation.accepted",
        by=by.id,
        tenant_id=tenant_id,
        target=by.email,
        role=invitation.role,
        invited_by=str(invitation.invited_by_id),
    )
    if invitation.email and not by.email_confirmed:
        _confirm(by)
    return membership


def _locked(invitation_id: UUID) -> Invitation | None:
    """The invitation as it is now that its team is locked."""
    found = Invitation.objects.filter(pk=invitation_id)
    tenant_id = found.values_list("tenant_id", flat=True).first()
    if tenant_id is None:
        return None
    lock_team(tenant_id)
    return found.select_related("tenant__plan", "invited_by").first()


def _confirm(user: User) -> None:
    claimed = EmailAddress.objects.filter(email=user.email, verified=True)
    if claimed.exclude(user=user).exists():
        return
    addresses = EmailAddress.objects.filter(user=user, email=user.email)
    if not addresses.update(verified=True):
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    note_confirmed_email(user, by=user)
