"""Sign one browser out, from another one."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Session, User
from journal import audit


@transaction.atomic
def end_session(session: Session, *, by: User) -> None:
    """End `session` of `by`, and with it the blogs' sessions that hang on it.

    A code on its way to a blog dies too: it is worth nothing without its parent.
    """
    ended, _each = Session.objects.filter(pk=session.pk, user=by).delete()
    if ended:
        what = f"{session.browser} {session.system}".strip()
        audit.record("user.session_ended", by=by.id, tenant_id=None, target=what)
