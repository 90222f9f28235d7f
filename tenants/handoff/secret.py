"""Pure: secrets that travel, and the hashes that are kept of them."""

from __future__ import annotations

import hashlib
import re
import secrets

BYTES = 32  # 256 bits
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def new_secret() -> str:
    """256 random bits, 43 characters that any address and cookie can carry."""
    return secrets.token_urlsafe(BYTES)


def digest(secret: str) -> str:
    """SHA-256 of `secret`, 64 hexadecimal digits. Enough, since nobody can guess 256 bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret(value: str | None) -> bool:
    """Whether `value` has the form of a secret."""
    return bool(value and _SECRET.fullmatch(value))


def is_digest(value: str | None) -> bool:
    """Whether `value` has the form of a digest."""
    return bool(value and _DIGEST.fullmatch(value))


def matches(secret: str | None, expected: str) -> bool:
    """Whether `secret` hashes to `expected`, in the same time for every wrong one."""
    return is_secret(secret) and secrets.compare_digest(digest(secret or ""), expected)
