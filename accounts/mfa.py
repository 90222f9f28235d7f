"""What allauth asks of us about second factors: keeping secrets, and who passkeys are for."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import astuple
from hashlib import sha256

from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from accounts.account.signed_in import words_for
from accounts.browsers import browser_of
from accounts.models import User


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets encrypted, and refusals in our words."""

    error_messages = {  # noqa: RUF012  # allauth reads it from the class
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code is not right, or was used already."),
        "unverified_email": _("Confirm your e-mail first, so that you can get back in."),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; raises cryptography's InvalidToken when no key of ours fits."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are for the platform's host, whatever the Host header says."""
        return {"id": settings.PLATFORM_HOST, "name": settings.MFA_TOTP_ISSUER}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a passkey is called by somebody who does not say: after the browser that made it."""
        header = allauth_context.request.headers.get("User-Agent", "")
        return words_for(*astuple(browser_of(header)))


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str | bytes) -> bytes:
    return urlsafe_b64encode(sha256(b"inkstead second factor:" + force_bytes(secret)).digest())
