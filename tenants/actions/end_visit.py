"""End a visit, whoever says so; its session ends with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import Session
from journal import audit
from tenants.visits.models import Ended, Visit

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def end_visit(visit: Visit, *, why: Ended, by: User | None, reason: str = "") -> bool:
    """Mark `visit` as ended and delete its session; False when it had ended already.

    `by` is None where it ended by itself. `reason` is given by an admin who ends another's.
    """
    open_one = Visit.objects.filter(pk=visit.pk, ended_at=None)
    if not open_one.update(ended_at=timezone.now(), end_reason=why):
        return False
    visit.refresh_from_db(fields=["ended_at", "end_reason", "session_key"])
    if visit.session_key:
        Session.objects.filter(pk=visit.session_key, user_id=visit.admin_id).delete()
    said = {"reason": reason} if reason else {}
    audit.record(
        "visit.ended",
        by=by.pk if by else None,
        tenant_id=visit.tenant_id,
        target=visit.tenant.name,
        why=str(why),
        visit=visit.pk,
        on_behalf_of=visit.person_id,
        **said,
    )
    return True
