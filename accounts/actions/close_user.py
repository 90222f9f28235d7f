"""Close an account, and open it again: the part of it that is the user's row."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.actions.end_sessions import cut_sessions
from accounts.actions.trail import record_deed
from accounts.models import User

GRACE = timedelta(days=30)


def erased_on(closed_at: datetime) -> datetime:
    """When an account that was closed then is erased for good."""
    return closed_at + GRACE


@transaction.atomic
def close_user(user: User, *, by: User | None, reason: str = "") -> datetime | None:
    """Let `user` sign in nowhere; their sessions end. Returns when, or None if it was closed.

    `reason` is for who does it in their place.
    """
    closed_at = timezone.now()
    open_one = User.objects.filter(pk=user.pk, is_active=True)
    if not open_one.update(is_active=False, closed_at=closed_at):
        return None
    cut_sessions(user)
    user.refresh_from_db()
    why: dict[str, Any] = {"reason": reason} if reason else {}
    record_deed("user.closed", by=by, target=user.email, **why)
    return closed_at


@transaction.atomic
def reopen_user(user: User, *, by: User, reason: str = "") -> bool:
    """Take it back; sessions stay ended. Returns whether it was closed until now."""
    closed = User.objects.filter(pk=user.pk, is_active=False, closed_at__isnull=False)
    if not closed.update(is_active=True, closed_at=None):
        return False
    user.refresh_from_db()
    why: dict[str, Any] = {"reason": reason} if reason else {}
    record_deed("user.reopened", by=by, target=user.email, **why)
    return True
