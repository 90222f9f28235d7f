"""Applications and invitations under the e-mails of one person."""

from __future__ import annotations

from typing import Any

from accounts.actions.erase_user import confirmed_emails_of
from accounts.models import User
from tenants.signups.models import Application, SignUpInvitation


def applications_of(user: User) -> list[dict[str, Any]]:
    """What was asked for under their e-mail, if they confirmed it: anybody can type one."""
    own = Application.objects.filter(email__in=confirmed_emails_of(user)).order_by("created_at")
    fields = ("email", "blog_name", "address", "about", "state", "created_at", "decided_at")
    return [dict(row) for row in own.values(*fields, "reason")]


def sign_up_invitations_of(user: User) -> list[dict[str, Any]]:
    """Those that were sent to an e-mail of theirs, and those that they made as an admin."""
    to_them = SignUpInvitation.objects.filter(email__in=confirmed_emails_of(user))
    found = (to_them | SignUpInvitation.objects.filter(made_by=user)).order_by("created_at", "pk")
    return [dict(row) for row in found.values("email", "created_at", "expires_at", "revoked_at")]


def forget_sign_ups(emails: list[str]) -> None:
    """Delete what names `emails`."""
    Application.objects.filter(email__in=emails).delete()
    SignUpInvitation.objects.filter(email__in=emails).delete()
