"""What was done to a blog and on it, as its owner and admins may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from accounts.models import User
from journal.models import AuditEntry
from tenants.audit_words import BY_TEAMS, OF_BLOGS
from tenants.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterable

ON_A_PAGE = 50
MOST = 200  # that are told of one visit
WORDS = OF_BLOGS | BY_TEAMS
NOT_TOLD = {"message.kept"}  # a reader's, and Messages has it

# What is done by people of the team alone: who did so is named after they left.
OF_WRITERS = frozenset(
    {"post", "page", "category", "author", "picture", "message", "move", "settings", "look"}
    | {"preview_link"}
)
# What changed, as an entry's details name it: before, and now.
CHANGES = (
    ("name_before", "name_now"),
    ("address_before", "address_now"),
    ("owner_before", "owner"),
)
NAMES = ("title", "name", "path", "domain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One act, `what` it was done to. Who runs the platform is not named; the team is."""

    at: datetime
    words: str
    what: str
    who: str
    reason: str
    changes: list[tuple[str, str]]  # before, now
    whom: str = ""  # in whose place it was done
    visit: str = ""  # the id of an admin's visit


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A page of it, the newest first, and whom it may be narrowed to: ids with names."""

    page: Page[AuditEntry]
    told: list[Told]
    people: list[tuple[UUID, str]]
    who: UUID | None


def history_of(tenant_id: UUID, *, who: str = "", number: str | None = None) -> History:
    """Page `number` of what `who` (the id of somebody on the team; else everybody) did.

    Four queries. What is no number or nobody on the team is as if nothing was asked.
    """
    entries = AuditEntry.objects.filter(tenant_id=tenant_id, action__in=WORDS.keys() - NOT_TOLD)
    team = Membership.objects.filter(tenant_id=tenant_id).select_related("user")
    names = {member.user_id: member.user.display_name for member in team}
    asked = next((one for one in names if str(one) == who), None)
    if asked:
        entries = entries.filter(actor_id=asked)
    page = Paginator(entries.order_by("-at", "pk"), ON_A_PAGE).get_page(number)
    found = list(page)
    former = _former(found, names)
    people = sorted(names.items(), key=lambda one: one[1].casefold())
    told = [_told(entry, names, former) for entry in found]
    return History(page=page, told=told, people=people, who=asked)


def requests_of(tenant_id: UUID, visit_id: UUID) -> list[AuditEntry]:
    """What a visit of an admin asked for, the newest first."""
    asked = AuditEntry.objects.filter(tenant_id=tenant_id, action="visit.request")
    return list(asked.filter(details__visit=str(visit_id)).order_by("-at")[:MOST])


def _former(entries: Iterable[AuditEntry], names: dict[UUID, str]) -> dict[UUID, str]:
    """The names of those who wrote here once."""
    gone = {entry.actor_id for entry in entries if entry.actor_id and _by_writers(entry)}
    users = User.objects.filter(pk__in=gone - names.keys())
    return {user.pk: user.display_name for user in users}


def _by_writers(entry: AuditEntry) -> bool:
    return entry.action.partition(".")[0] in OF_WRITERS


def _told(entry: AuditEntry, names: dict[UUID, str], former: dict[UUID, str]) -> Told:
    details = entry.details
    return Told(
        at=entry.at,
        words=str(WORDS[entry.action]),
        what=next((str(details[name]) for name in NAMES if details.get(name)), ""),
        who=_who(entry, names, former),
        reason=str(details.get("reason", "")),
        changes=_changes(details),
        whom=_whom(entry, names),
        visit=str(details.get("visit", "")),
    )


def _who(entry: AuditEntry, names: dict[UUID, str], former: dict[UUID, str]) -> str:
    if entry.actor_id is None:
        by_hand = entry.details.get("via") == "shell"
        return _("the people who run this place") if by_hand else _("by itself")
    if entry.actor_id in names:
        return names[entry.actor_id]
    if _by_writers(entry) and not entry.details.get("on_behalf_of"):
        return former.get(entry.actor_id) or _("somebody who is not here any more")
    return _("the people who run this place")


def _whom(entry: AuditEntry, names: dict[UUID, str]) -> str:
    of = entry.details.get("on_behalf_of")
    return names.get(UUID(of), "") if of else ""


def _changes(details: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (str(details.get(before, "")), str(details[now]))
        for before, now in CHANGES
        if details.get(now)
    ]
