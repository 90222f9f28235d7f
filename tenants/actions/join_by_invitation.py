"""Make an account for whoever was invited and has none."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from accounts.letters import queue_letter
from accounts.models import User
from journal import audit
from tenants.actions.accept_invitation import accept_invitation
from tenants.actions.sign_up import EmailKnown, is_known, save_account
from tenants.models import Invitation
from tenants.signups.rules import Way


def join_by_invitation(invitation: Invitation, *, email: str, password: str) -> User:
    """Save a user without a blog of their own and put them on the team, or neither.

    An e-mail that is the invitation's is confirmed thereby; another one is asked by letter. Raises
    EmailKnown, InvitationRefused, and SignUpRefused when nobody can sign up at all.
    """
    user = User(email=email.strip().lower(), language=get_language() or settings.LANGUAGE_CODE)
    if is_known(user.email):
        raise EmailKnown(user.email)
    user.set_password(password)  # slow on purpose, so before the transaction
    with transaction.atomic():
        address = save_account(user, way=Way.TEAM)
        audit.record("user.signed_up", by=user.id, tenant_id=None, target=user.email)
        accept_invitation(invitation.pk, by=user)
        if invitation.email != user.email:
            queue_letter("confirm_email", address_id=address.pk)
    return user
