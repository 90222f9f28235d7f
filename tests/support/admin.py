"""Admins with a second factor, and browsers in which it was used."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_factor(user: User, secret: str = SECRET) -> None:
    """Let `user` have an authenticator app that knows `secret`."""
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(user, secret)


def code_now(secret: str = SECRET) -> str:
    """What the app would show."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def use_factor(client: Client, user: User) -> Client:
    """Note in the client's session that the second factor was used, as the sign-in does."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "email": user.email},
        {"method": "mfa", "at": time.time(), "id": 1, "type": "totp"},
    ]
    session["account_authentication_methods_user"] = _as_allauth_writes(user)
    session.save()
    return client


def admin_client(user: User) -> Client:
    """A client on the platform's host in which `user`, made staff, may enter the admin."""
    from accounts.models import User as Users
    from tests.conftest import signed_in

    Users.objects.filter(pk=user.pk).update(is_staff=True)
    give_factor(user)
    client = signed_in(Client(HTTP_HOST=settings.PLATFORM_HOST), user, None)
    return use_factor(client, user)


def _as_allauth_writes(user: User) -> str:
    from allauth.account.internal.userkit import user_id_to_str

    return str(user_id_to_str(user))
