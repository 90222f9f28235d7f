"""Sign a browser out."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from accounts.models import Session, User
from accounts.sessions import BOUND
from journal import audit


@transaction.atomic
def sign_out_here(session: SessionBase, *, by: User) -> None:
    """End `session` and, from a blog's, the platform's session it hangs on, with all the others."""
    parent = session.get(BOUND, {}).get("parent")
    # The parent first, as whoever hands a sign-in over holds them.
    Session.objects.filter(pk=parent, user=by).delete()
    session.flush()
    audit.record("user.signed_out", by=by.id, tenant_id=None, target=by.email)
