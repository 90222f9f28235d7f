"""The link in the letter that opens a closed account again: whose, and which closing, signed.

Nothing of it is stored. It is worth what the row says: once the account is open or erased, nothing.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from accounts.actions.close_user import GRACE
from accounts.models import User
from kit.origins import platform_url

SALT = "tenants.reopen"


def reopen_url(user: User, closed_at: datetime) -> str:
    """The absolute link, good until the account is erased."""
    token = signing.dumps([str(user.id), closed_at.isoformat()], salt=SALT)
    return platform_url(
        reverse("account_reopen_link", settings.PUBLIC_SCHEMA_URLCONF, args=[token])
    )


def closed_user_of(token: str) -> User | None:
    """Whose account the link opens; None for one we did not sign, or that is worth nothing now."""
    try:
        user_id, closed_at = signing.loads(token, salt=SALT, max_age=GRACE)
    except signing.BadSignature:
        return None
    closed = User.objects.filter(pk=user_id, is_active=False)
    return closed.filter(closed_at=parse_datetime(closed_at)).first()
