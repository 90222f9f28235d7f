"""Begin a visit: in the transaction that starts its session on the blog's host."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.letters import queue_letter
from journal import audit
from journal.work import enqueue_platform_work
from kit.in_line import wait_in_line
from tenants.actions.end_visit import end_visit
from tenants.models import Membership
from tenants.roles import Role
from tenants.visits.hold import rests
from tenants.visits.models import LIFE, Ended, Visit
from tenants.visits.work import END

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def begin_visit(visit_id: UUID, *, by: User, session_key: str) -> Visit | None:
    """Let it run for thirty minutes in the session of that key; None when it may not begin.

    The person and the blog's owner get a letter. Good once; it ends another one of the same admin.
    """
    wait_in_line(f"visits of {by.pk}")
    found = Visit.objects.to_begin().filter(pk=visit_id).select_for_update().first()
    if found is None or not rests(found, by):
        return None
    for other in Visit.objects.of(by).exclude(pk=found.pk):
        end_visit(other, why=Ended.NEXT, by=by)
    now = timezone.now()
    found.begun_at, found.ends_at, found.session_key = now, now + LIFE, session_key
    found.save(update_fields=["begun_at", "ends_at", "session_key"])
    about = {"visit": found.pk, "on_behalf_of": found.person_id, "may_change": found.may_change}
    audit.record(
        "visit.began",
        by=by.pk,
        tenant_id=found.tenant_id,
        target=found.tenant.name,
        reason=found.reason,
        **about,
    )
    payload = {"visit_id": str(found.pk)}
    enqueue_platform_work(END, key=f"{END}:{found.pk}", payload=payload, due_at=found.ends_at)
    _tell(found)
    return found


def _tell(visit: Visit) -> None:
    owner = Membership.objects.select_related("user").filter(
        tenant_id=visit.tenant_id, role=Role.OWNER
    )
    told = {visit.person, *(member.user for member in owner)}
    for user in sorted(told, key=lambda one: one.email):
        words = {"email": user.email, "language": user.language, "own": user == visit.person}
        queue_letter("visit_began", visit_id=str(visit.pk), **words)
