"""Keyed hashes of whom is erased, and how the keys are kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.encoding import force_bytes

from tenants.erasures.models import LedgerKey, What

BYTES = 32


def own_key() -> LedgerKey:
    """This installation's, made the first time that somebody is erased."""
    found = LedgerKey.objects.filter(is_ours=True).first()
    if found is None:
        fresh = LedgerKey(sealed=seal(secrets.token_bytes(BYTES)), is_ours=True)
        LedgerKey.objects.bulk_create([fresh], ignore_conflicts=True)  # another may be faster
        found = LedgerKey.objects.get(is_ours=True)
    return found


def hash_of(secret: bytes, what: What, value: object) -> str:
    """64 hexadecimal digits: HMAC-SHA-256 of `value`, in lower case, as what it is."""
    said = f"{what}:{str(value).strip().lower()}".encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()


def seal(secret: bytes) -> str:
    """`secret` as it is kept."""
    return _box().encrypt(secret).decode()


def unseal(sealed: str) -> bytes:
    """The secret again; raises ImproperlyConfigured when no SECRET_KEY of ours fits."""
    try:
        return _box().decrypt(sealed)
    except InvalidToken:
        raise ImproperlyConfigured(
            "The ledger of erasures was sealed with another SECRET_KEY: put that one into"
            " SECRET_KEY_FALLBACKS, else erased people could come back from backups."
        ) from None


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(secret: str | bytes) -> bytes:
    said = b"inkstead erasures:" + force_bytes(secret)
    return urlsafe_b64encode(hashlib.sha256(said).digest())
