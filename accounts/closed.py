"""A browser whose person just proved that a closed account is theirs."""

from __future__ import annotations

import time

from django.http import HttpRequest

from accounts.models import User

KEY = "closed_account"
GOOD_FOR = 15 * 60  # seconds


def note_closed(request: HttpRequest, user: User) -> None:
    """Remember in this session, which signs nobody in, that the right password was given."""
    request.session[KEY] = {"user": str(user.pk), "at": time.time()}


def closed_user(request: HttpRequest) -> User | None:
    """Whose closed account that is, for a quarter of an hour; None when it is open or gone."""
    kept = request.session.get(KEY)
    if not kept or time.time() - kept["at"] > GOOD_FOR:
        return None
    return User.objects.filter(pk=kept["user"], is_active=False, closed_at__isnull=False).first()
