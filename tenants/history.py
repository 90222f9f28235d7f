"""What was done to a blog as a whole, as its people may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from journal.models import AuditEntry
from tenants.audit_words import OF_BLOGS
from tenants.models import Membership

MOST = 200

# What changed, as an entry's details name it: before, and now.
CHANGES = (
    ("name_before", "name_now"),
    ("address_before", "address_now"),
    ("owner_before", "owner"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One act. Who runs the platform is not named; somebody on the team is."""

    at: datetime
    words: str
    who: str
    reason: str
    changes: list[tuple[str, str]]  # before, now
    whom: str = ""  # in whose place it was done
    visit: str = ""  # the id of an admin's visit


def history_of(tenant_id: UUID) -> list[Told]:
    """The newest first; two queries."""
    entries = AuditEntry.objects.filter(tenant_id=tenant_id, action__in=OF_BLOGS)
    team = Membership.objects.filter(tenant_id=tenant_id).select_related("user")
    names = {member.user_id: member.user.display_name for member in team}
    return [_told(entry, names) for entry in entries.order_by("-at")[:MOST]]


def requests_of(tenant_id: UUID, visit_id: UUID) -> list[AuditEntry]:
    """What a visit of an admin asked for, the newest first."""
    asked = AuditEntry.objects.filter(tenant_id=tenant_id, action="visit.request")
    return list(asked.filter(details__visit=str(visit_id)).order_by("-at")[:MOST])


def _told(entry: AuditEntry, names: dict[UUID, str]) -> Told:
    return Told(
        at=entry.at,
        words=str(OF_BLOGS[entry.action]),
        who=_who(entry, names),
        reason=str(entry.details.get("reason", "")),
        changes=_changes(entry.details),
        whom=_whom(entry, names),
        visit=str(entry.details.get("visit", "")),
    )


def _who(entry: AuditEntry, names: dict[UUID, str]) -> str:
    if entry.actor_id is None and entry.details.get("via") != "shell":
        return _("by itself")
    here = names.get(entry.actor_id) if entry.actor_id else None
    return here or _("the people who run this place")


def _whom(entry: AuditEntry, names: dict[UUID, str]) -> str:
    of = entry.details.get("on_behalf_of")
    return names.get(UUID(of), "") if of else ""


def _changes(details: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (str(details.get(before, "")), str(details[now]))
        for before, now in CHANGES
        if details.get(now)
    ]
