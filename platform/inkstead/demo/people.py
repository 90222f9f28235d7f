"""The demo's people, each with a password of its own, made anew for every installation."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.db import transaction
from django.utils import timezone

from accounts.models import User

WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to sign in as."""

    email: str
    name: str
    role: str  # what the demo's sign-ins say about them
    is_admin: bool = False


INES = Person("ines@example.com", "Ines Okafor", "owner of Marginalia")
JONAS = Person("jonas@example.com", "Jonas Lindqvist", "owner of Cold Start, editor of Marginalia")
ADMIN = Person("admin@example.com", "Ada Brandt", "platform admin", is_admin=True)
EVERYBODY = (INES, JONAS, ADMIN)


def passphrase() -> str:
    """Four words and two digits: about 30 bits, enough for a laptop."""
    words = [secrets.choice(WORDS) for _ in range(4)]
    return "-".join([*words, f"{secrets.randbelow(90) + 10}"])


@transaction.atomic
def settle(person: Person, password: str) -> User:
    """Make `person`'s account, or give the one that is there this password."""
    user, _made = User.objects.update_or_create(
        email=person.email,
        defaults={
            "name": person.name,
            "is_staff": person.is_admin,
            "is_superuser": person.is_admin,
            "email_confirmed_at": timezone.now(),
        },
    )
    user.set_password(password)
    user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor as an app would keep it: its secret, and the codes for a lost phone."""

    secret: str
    recovery_codes: list[str]


@transaction.atomic
def give_factor(user: User) -> Factor:
    """Set up an authenticator for `user` anew; what was there is gone."""
    Authenticator.objects.filter(user=user).delete()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return Factor(secret, RecoveryCodes.activate(user).generate_codes())


def code_now(secret: str) -> str:
    """The six digits that an app with `secret` shows at this moment."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD)))
