"""Second factors at rest: what allauth keeps is encrypted with a key made from SECRET_KEY."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _


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


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str | bytes) -> bytes:
    return urlsafe_b64encode(sha256(b"inkstead second factor:" + force_bytes(secret)).digest())
