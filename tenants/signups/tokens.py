"""The secret part of an invitation's link: its id, signed. Nothing of it is stored."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from kit.origins import platform_url

_signer = Signer(salt="tenants.signups.invitation", sep=".")


def token_of(invitation_id: UUID) -> str:
    """What follows /signup/invited/ in the link."""
    return _signer.sign(invitation_id.hex)


def invitation_of(token: str) -> UUID | None:
    """Whose token this is; None for one that we did not sign."""
    try:
        return UUID(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None


def url_of(invitation_id: UUID) -> str:
    """The absolute link."""
    token = token_of(invitation_id)
    return platform_url(reverse("signup_invited", settings.PUBLIC_SCHEMA_URLCONF, args=[token]))
