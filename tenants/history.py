"""What was done to a blog and on it, as its owner and admins may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from journal.models import AuditEntry
from tenants.audit_words import BY_TEAMS, OF_BLOGS
from tenants.house.switches import SWITCHES
from tenants.models import Membership
from tenants.roles import Role
from tenants.visits.models import LIFE, TO_BEGIN, Ended, Visit

if TYPE_CHECKING:
    from collections.abc import Iterable

ON_A_PAGE = 50
A_MINUTE = timedelta(minutes=1)  # for a request that takes its time
WORDS = OF_BLOGS | BY_TEAMS
NOT_TOLD = {"message.kept"}  # a reader's, and Messages has it

# What is done by people of the team alone: who did so is named after they left.
OF_THE_TEAM = frozenset({"membership", "invitation"})
OF_WRITERS = OF_THE_TEAM | frozenset(
    {"post", "posts", "page", "category", "tag", "author", "picture", "message", "move"}
    | {"settings", "look", "preview_link", "navigation", "listing", "domain"}
)
BY_ITS_PEOPLE = frozenset(
    {"tenant.created", "tenant.transferred", "tenant.trashed", "tenant.restored", "appeal.made"}
)
# What admins of the platform alone do, by whatever door: they are never named.
BY_ADMINS = frozenset(
    {"tenant.suspended", "tenant.resumed", "tenant.locked", "tenant.unlocked", "tenant.trusted"}
    | {"tenant.distrusted", "tenant.listed", "tenant.unlisted", "tenant.plan_changed"}
    | {"tenant.handed_over", "tenant.restore_asked", "tenant.clone_asked", "tenant.purge_asked"}
    | {"tenant.put_back", "tenant.taken_back", "tenant.read_in", "tenant.purged"}
    | {"appeal.upheld", "appeal.reopened", "house.switched", "visit.began", "visit.ended"}
)
OF_ADMINS = frozenset({"as_admin", "on_behalf_of"})  # in the details (journal.on_behalf)
# The same as `_by_an_admin` the other way round, for the database.
_AS_ONE_OF_THEM = Q(details__why=Ended.OBJECTED) | ~(
    Q(action__in=BY_ADMINS) | Q(details__has_any_keys=list(OF_ADMINS))
)
# What changed, as an entry's details name it: before, and now.
CHANGES = (
    ("name_before", "name_now"),
    ("address_before", "address_now"),
    ("owner_before", "owner"),  # until ids of people were written
    ("plan_before", "plan_now"),
)
OWNERS = ("owner_before_id", "owner_id")
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

    What somebody on the team did as an admin of the platform is not theirs here. Four queries. What
    is no number or nobody on the team is as if nothing was asked.
    """
    entries = AuditEntry.objects.filter(tenant_id=tenant_id, action__in=WORDS.keys() - NOT_TOLD)
    team = Membership.objects.filter(tenant_id=tenant_id).select_related("user")
    names = {member.user_id: member.user.display_name for member in team}
    asked = next((one for one in names if str(one) == who), None)
    if asked:
        entries = entries.filter(_AS_ONE_OF_THEM, actor_id=asked)
    page = Paginator(entries.order_by("-at", "pk"), ON_A_PAGE).get_page(number)
    found = list(page)
    former = _former(found, names)
    people = sorted(names.items(), key=lambda one: one[1].casefold())
    told = [_told(entry, names, former) for entry in found]
    return History(page=page, told=told, people=people, who=asked)


def requests_of(visit: Visit, *, number: str | None = None) -> Page[AuditEntry]:
    """Page `number` of what a visit of an admin asked for, the newest first."""
    over = visit.asked_at + TO_BEGIN + LIFE + A_MINUTE  # so that the index finds them
    asked = AuditEntry.objects.filter(
        tenant_id=visit.tenant_id, at__range=(visit.asked_at, over), action="visit.request"
    )
    of_it = asked.filter(details__visit=str(visit.pk)).order_by("-at", "pk")
    page = Paginator(of_it, ON_A_PAGE).get_page(number)
    page.object_list = list(page.object_list)  # now: it is shown where public is not in sight
    return page


def _former(entries: Iterable[AuditEntry], names: dict[UUID, str]) -> dict[UUID, str]:
    """The names of those who wrote here once, or owned it."""
    told = list(entries)
    gone = {entry.actor_id for entry in told if entry.actor_id and _by_its_people(entry)}
    gone |= {UUID(one) for entry in told for one in _owners(entry) if one}
    users = User.objects.filter(pk__in=gone - names.keys())
    return {user.pk: user.display_name for user in users}


def _by_an_admin(entry: AuditEntry) -> bool:
    if entry.details.get("why") == Ended.OBJECTED:
        return False  # somebody of the team ended an admin's visit
    return entry.action in BY_ADMINS or bool(OF_ADMINS & entry.details.keys())


def _by_its_people(entry: AuditEntry) -> bool:
    of_them = _noun(entry) in OF_WRITERS or entry.action in BY_ITS_PEOPLE
    return of_them and not _by_an_admin(entry)


def _noun(entry: AuditEntry) -> str:
    return entry.action.partition(".")[0]


def _told(entry: AuditEntry, names: dict[UUID, str], former: dict[UUID, str]) -> Told:
    return Told(
        at=entry.at,
        words=str(WORDS[entry.action]),
        what=_what(entry),
        who=_who(entry, names, former),
        reason=str(entry.details.get("reason", "")),
        changes=_changes(entry, former | names),
        whom=_whom(entry, names),
        visit=str(entry.details.get("visit", "")),
    )


def _who(entry: AuditEntry, names: dict[UUID, str], former: dict[UUID, str]) -> str:
    if entry.actor_id is None:
        by_hand = entry.details.get("via") == "shell"
        return _("the people who run this place") if by_hand else _("by itself")
    if entry.actor_id in names and not _by_an_admin(entry):
        return names[entry.actor_id]
    if _by_its_people(entry):
        return _name(str(entry.actor_id), former)
    return _("the people who run this place")


def _whom(entry: AuditEntry, names: dict[UUID, str]) -> str:
    of = entry.details.get("on_behalf_of")
    return names.get(UUID(of), "") if of else ""


def _what(entry: AuditEntry) -> str:
    """What it was done to; of the team whom, by e-mail."""
    if _noun(entry) in OF_THE_TEAM:
        return entry.target
    if switch := SWITCHES.get(entry.details.get("switch", "")):
        return f"{switch.title}: {_('on') if entry.details.get('on') else _('off')}"
    return next((str(entry.details[name]) for name in NAMES if entry.details.get(name)), "")


def _changes(entry: AuditEntry, known: dict[UUID, str]) -> list[tuple[str, str]]:
    details = entry.details
    if entry.action == "membership.changed" and details:
        return [(str(Role(details["before"]).label), str(Role(details["role"]).label))]
    if any(owners := _owners(entry)):
        before, now = (_name(one, known) for one in owners)
        return [(before, now)]
    return [
        (str(details.get(before, "")), str(details[now]))
        for before, now in CHANGES
        if details.get(now)
    ]


def _owners(entry: AuditEntry) -> list[str]:
    """Whose it was and whose it became, by their ids; an empty one where it had nobody."""
    return [str(entry.details.get(key) or "") for key in OWNERS]


def _name(user_id: str, known: dict[UUID, str]) -> str:
    if not user_id:
        return ""
    return known.get(UUID(user_id)) or _("somebody who is not here any more")
