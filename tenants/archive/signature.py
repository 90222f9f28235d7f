"""Whether an archive was made by this installation and not touched since."""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "tenants.archive"


def sign(manifest: bytes) -> bytes:
    """The signature of a manifest, which holds the sum of everything else."""
    return _made_with(str(settings.SECRET_KEY), manifest)


def is_ours(manifest: bytes, signature: bytes) -> bool:
    """Whether `signature` was made here, with today's secret or one before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(_made_with(str(key), manifest), signature) for key in keys)


def _made_with(key: str, manifest: bytes) -> bytes:
    text = manifest.decode("utf-8", "replace")
    return salted_hmac(_SALT, text, secret=key, algorithm="sha256").hexdigest().encode()
