"""Whether a visit holds: asked when it is asked for, when it begins, and on every request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from tenants.models import Membership, State
from tenants.visits.models import Ended, Visit

if TYPE_CHECKING:
    from uuid import UUID

KEY = "visit"  # in the session


def may_visit(user: object) -> bool:
    """Whether this is an admin whose account is open."""
    return isinstance(user, User) and user.is_active and user.is_staff


def may_be_visited(person: User, tenant_id: UUID) -> bool:
    """Whether somebody may come in as `person`: on the team, open, and no admin themselves."""
    is_admin = person.is_staff or person.is_superuser
    on_team = Membership.objects.filter(user=person, tenant_id=tenant_id).exists()
    return person.is_active and not is_admin and on_team


def objection(
    visit: Visit, *, by: object, tenant_id: UUID, session_key: str | None
) -> Ended | None:
    """Why `visit` does not hold in this session of `by` on this blog, or None. One query."""
    if visit.ended_at is not None:
        return Ended(visit.end_reason)
    if visit.ends_at is None or visit.ends_at <= timezone.now():
        return Ended.TIME
    if (visit.tenant_id, visit.session_key) != (tenant_id, session_key):
        return Ended.CHANGED
    if visit.tenant.state != State.READY:
        return Ended.CHANGED
    return None if rests(visit, by) else Ended.CHANGED


def rests(visit: Visit, by: object) -> bool:
    """Whether both people are still who they were when it was asked for. One query."""
    if not may_visit(by) or visit.admin != by:
        return False
    unmoved = visit.person.session_epoch == visit.epoch
    return unmoved and may_be_visited(visit.person, visit.tenant_id)
