"""Note what is known about a person's e-mail: that it is theirs, or that it is another one now."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from accounts.actions.end_sessions import end_all_sessions
from accounts.models import User
from journal import audit


@transaction.atomic
def note_confirmed_email(user: User, *, by: User) -> None:
    """Note that `user` followed the link in our letter. A second time changes nothing."""
    noted = User.objects.filter(pk=user.pk, email_confirmed_at=None).update(
        email_confirmed_at=timezone.now()
    )
    if noted:
        audit.record("user.email_confirmed", by=by.id, tenant_id=None, target=user.email)


@transaction.atomic
def note_changed_email(
    user: User, *, by: User, previous: str, keep: SessionBase | None = None
) -> None:
    """Note that `user` signs in with another e-mail than `previous`; other sessions end."""
    audit.record(
        "user.email_changed", by=by.id, tenant_id=None, target=user.email, previous=previous
    )
    end_all_sessions(user, by=by, keep=keep)
