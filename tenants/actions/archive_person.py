"""Give out all that is held about a person who asks for it and cannot sign in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.trail import record_deed
from accounts.letters import queue_letter
from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.change import checked_reason
from tenants.actions.close_person import require_no_admin

OPEN_FOR = timedelta(hours=1)


@transaction.atomic
def archive_person(person: User, *, by: User | None, reason: str) -> None:
    """Write down that it is given out; an admin, who is `by`, may download it for an hour.

    The entry is what opens it: without one there is no download, and each has one. The person has
    a letter about it. Raises Refused, and User.DoesNotExist.
    """
    row = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    reason = why_given_out(row, by=by, reason=reason)
    record_deed("user.given_out", by=by, target=row.email, reason=reason, user_id=row.pk)
    now = timezone.now().isoformat()
    queue_letter("account_given_out", email=row.email, language=row.language, at=now)


def why_given_out(person: User, *, by: User | None, reason: str) -> str:
    """`reason` as it is written down. Raises Refused, also for an admin who is not `by`."""
    reason = checked_reason(reason)
    if by is None or by.pk != person.pk:
        require_no_admin(person)
    return reason


def open_until(person: User, *, to: User) -> datetime | None:
    """Until when the admin `to`, who asked for it, may download it; None when that is over."""
    mine = AuditEntry.objects.filter(actor_id=to.pk, at__gt=timezone.now() - OPEN_FOR)
    asked = mine.filter(action="user.given_out", details__user_id=str(person.pk))
    newest = asked.order_by("-at").first()
    return newest.at + OPEN_FOR if newest else None
