"""Give a person another password."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from accounts.actions.end_sessions import end_all_sessions
from accounts.models import User
from journal import audit


@transaction.atomic
def change_password(
    user: User, *, by: User, password: str, keep: SessionBase | None = None
) -> None:
    """Set `user`'s password and end their sessions, but for `keep` (see end_all_sessions)."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("user.password_changed", by=by.id, tenant_id=None, target=user.email)
    end_all_sessions(user, by=by, keep=keep)
