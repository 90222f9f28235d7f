"""What follows when the ways to prove oneself change."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from accounts.actions.end_sessions import end_all_sessions
from accounts.letters import queue_letter
from accounts.models import User
from journal import audit


@transaction.atomic
def note_second_factor(user: User, *, by: User, change: str, keep: SessionBase) -> None:
    """Write `change` down, end all sessions but `keep`, and tell the person by letter."""
    audit.record(f"user.{change}", by=by.id, tenant_id=None, target=user.email)
    end_all_sessions(user, by=by, keep=keep)
    queue_letter("second_factor_changed", email=user.email, at=timezone.now().isoformat())
