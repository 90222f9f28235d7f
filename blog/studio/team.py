"""What the Team room shows, read from public before the page is rendered in the blog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.core import signing

from blog.media.faces import Face, faces_of_people
from blog.studio.forms.team import roles_to_give
from blog.studio.on_platform import on_platform
from tenants.http import MemberRequest
from tenants.models import Invitation, Membership
from tenants.plans.usage import Kind, Usage
from tenants.roles import RIGHTS, WORDS, May, Role, may_touch
from tenants.team.tokens import url_of

UNDO_SALT = "blog.studio.team"
UNDO_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Mate:
    """Somebody on the team, as the person who looks may see them."""

    user_id: UUID
    name: str
    email: str  # empty for those who may not invite
    role: str
    role_label: str
    is_you: bool
    touchable: bool
    face: Face | None  # as readers see their byline


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An invitation that waits."""

    id: UUID
    email: str
    role_label: str
    until: datetime
    url: str  # only of one that goes by link: a letter's is for its reader alone


def team_context(request: MemberRequest) -> dict[str, object]:
    """Everything the room's template wants to know; of the blog itself it asks for faces alone."""
    membership = request.membership
    inviting = membership.may(May.INVITE)
    team = list(Membership.objects.team_of(membership.tenant_id))
    return {
        "mates": partial(_mates, membership, team),
        "plan_usage": Usage(Kind.PEOPLE, len(team), membership.tenant.limits.people),
        "invitations": list(_open(request)) if inviting else [],
        "inviting": inviting,
        "roles_to_give": roles_to_give(membership.role) if inviting else [],
        "leave_url": on_platform("blog_leave", membership),
        "transfer_url": on_platform("blog_transfer", membership),
        "is_owner": membership.role == Role.OWNER,
        "roles": [role.label for role in reversed(RIGHTS)],
        "rights": [
            (WORDS[right], [right in RIGHTS[role] for role in reversed(RIGHTS)]) for right in May
        ],
    }


def undo_token(membership: Membership) -> str:
    """What brings a removed member back, for a day; signed, so that only we can have made it."""
    removed = [str(membership.tenant_id), str(membership.user_id), membership.role]
    return signing.dumps(removed, salt=UNDO_SALT)


def undone(token: str, tenant_id: UUID) -> tuple[UUID, str] | None:
    """The user and role of a token for this blog; None for another, or one that is too old."""
    try:
        tenant, user, role = signing.loads(token, salt=UNDO_SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        return None
    return (UUID(user), role) if tenant == str(tenant_id) else None


def _mates(mine: Membership, team: list[Membership]) -> Iterator[Mate]:
    """Once the page is rendered, in the blog's transaction."""
    faces = faces_of_people(mate.user_id for mate in team)
    for mate in team:
        yield Mate(
            user_id=mate.user_id,
            name=mate.user.display_name,
            email=mate.user.email if mine.may(May.INVITE) else "",
            role=mate.role,
            role_label=mate.role_label,
            is_you=mate.user_id == mine.user_id,
            touchable=mate.user_id != mine.user_id and may_touch(mine.role, mate.role),
            face=faces.get(mate.user_id),
        )


def _open(request: MemberRequest) -> Iterator[Open]:
    """Who is on a visit learns no link by which they could stay."""
    found = Invitation.objects.open().filter(tenant_id=request.tenant.id)
    for invitation in found.order_by("created_at"):
        yield Open(
            id=invitation.pk,
            email=invitation.email,
            role_label=invitation.role_label,
            until=invitation.expires_at,
            url="" if invitation.email or request.visit else url_of(invitation.pk),
        )
