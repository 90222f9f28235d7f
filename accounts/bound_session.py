"""What a signed-in session is bound to: one host, one tenant or none, one epoch of its user."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase

from accounts.models import User
from accounts.sessions import BOUND, SessionStore


def bind(
    session: SessionBase,
    user: User,
    *,
    host: str,
    tenant_id: UUID | None = None,
    parent: str | None = None,
) -> None:
    """Bind `session` to `host` and `tenant_id` (None: the platform) at `user`'s present epoch.

    `parent` is the key of the platform's session that a blog's session hangs on.
    """
    session[BOUND] = {
        "host": host,
        "tenant": str(tenant_id) if tenant_id else None,
        "epoch": user.session_epoch,
        "parent": parent,
    }


def renew(session: SessionBase, user: User) -> None:
    """Carry `session` over into `user`'s present epoch."""
    session[BOUND] = {**session[BOUND], "epoch": user.session_epoch}


def start_session(
    session: SessionBase, user: User, *, host: str, tenant_id: UUID | None, parent: str | None
) -> None:
    """Make `session` a new one, under a new key, in which `user` is signed in."""
    session.flush()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    bind(session, user, host=host, tenant_id=tenant_id, parent=parent)


def make_session(
    user: User, *, host: str, tenant_id: UUID | None = None, parent: str | None = None
) -> str:
    """Save a session in which `user` is signed in on `host`; returns its key."""
    session = SessionStore(host=host, tenant_id=tenant_id)
    start_session(session, user, host=host, tenant_id=tenant_id, parent=parent)
    session.save()
    return str(session.session_key)
