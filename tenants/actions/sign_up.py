"""Make an account and its first blog at once, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from accounts.actions.confirm_email import note_confirmed_email
from accounts.letters import queue_letter
from accounts.models import User
from journal import audit
from kit.failpoints import failpoint
from tenants.actions.create_tenant import create_tenant
from tenants.actions.use_sign_up_invitation import use_sign_up_invitation
from tenants.models import Tenant
from tenants.signups.rules import Way, require


class EmailKnown(ValueError):
    """Somebody has an account with this e-mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """What a person gives; checked by the form."""

    email: str
    password: str
    blog_name: str
    address: str  # a label, see tenants.names


def is_known(email: str) -> bool:
    """Whether an account signs in with `email`, or has it as another that is confirmed."""
    claimed = EmailAddress.objects.filter(email=email, verified=True)
    return User.objects.filter(email=email).exists() or claimed.exists()


def sign_up(data: SignUp, *, invitation: UUID | None = None) -> tuple[User, Tenant]:
    """Save a user and their blog in state PROVISIONING, and queue the letter that asks for a yes.

    There is nobody before whose deed it could be: the audit rows name the new user. An
    `invitation` to sign up is used thereby; one that went to this e-mail confirms it. Raises
    SignUpRefused, InvitationUnusable, EmailKnown and AddressTaken; then nothing is kept.
    """
    user = User(email=data.email.strip().lower(), language=get_language())
    user.set_password(data.password)  # slow on purpose, so before the transaction
    with transaction.atomic():
        address = save_account(user, way=Way.INVITATION if invitation else Way.FORM)
        invited = use_sign_up_invitation(invitation, by_email=user.email) if invitation else None
        tenant = create_tenant(by=user, name=data.blog_name, address=data.address)
        how = {"invitation": str(invitation)} if invitation else {}
        audit.record("user.signed_up", by=user.id, tenant_id=tenant.id, target=user.email, **how)
        if invited and invited.email:
            _confirm(address)
        else:
            host = f"{data.address}.{settings.BLOGS_DOMAIN}"
            queue_letter("confirm_email", address_id=address.pk, blog=data.blog_name, host=host)
        failpoint("sign_up.before_commit")
    return user, tenant


def save_account(user: User, *, way: Way) -> EmailAddress:
    """Save a new user with an e-mail to be confirmed: every account but the shell's comes by here.

    Raises SignUpRefused when the rules let nobody in this `way`, and EmailKnown.
    """
    require(way, email=user.email)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise EmailKnown(user.email) from error
    return EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)


def _confirm(address: EmailAddress) -> None:
    """The letter with the invitation went there, and its link was shown to nobody else."""
    address.verified = True
    address.save(update_fields=["verified"])
    note_confirmed_email(address.user, by=address.user)
