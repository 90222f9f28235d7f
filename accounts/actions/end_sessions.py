"""Sign a person out everywhere at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import F

from accounts.actions.trail import record_deed
from accounts.bound_session import renew
from accounts.models import Session, User
from accounts.sessions import BOUND
from journal import audit


@transaction.atomic
def end_all_sessions(
    user: User, *, by: User | None, keep: SessionBase | None = None, reason: str = ""
) -> None:
    """Raise `user`'s epoch, so that no session of theirs is good any more, on any host.

    `keep` is the session of the request that asks; it is carried over into the new epoch and must
    be saved by the caller (the session middleware does). Codes on their way die as well. `reason`
    is given by an admin, who is `by`; None is somebody at the server's own shell.
    """
    kept_one = cut_sessions(user, keep=keep)
    why: dict[str, Any] = {"reason": reason} if reason else {}
    record_deed("user.sessions_ended", by=by, target=user.email, kept_one=kept_one, **why)


def cut_sessions(user: User, *, keep: SessionBase | None = None) -> bool:
    """What `end_all_sessions` does, for an act with an audit row of its own; in its transaction.

    Returns whether `keep` was carried over.
    """
    if keep is not None and BOUND not in keep:  # read now: after the raise it would be no good
        keep = None
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
    ended = Session.objects.filter(user=user)
    if keep is not None:
        ended = ended.exclude(session_key=keep.session_key or "")
        renew(keep, user)
    ended.delete()
    return keep is not None


@transaction.atomic
def end_blog_sessions(user: User, *, tenant_id: UUID, by: User) -> None:
    """End `user`'s sessions on one blog, on all its hosts; the platform's own stay."""
    Session.objects.filter(user=user, tenant_id=tenant_id).delete()
    audit.record("user.blog_sessions_ended", by=by.id, tenant_id=tenant_id, target=user.email)
