"""One team changes one step at a time: what every action on it begins with."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tenants.actions.hold import hold
from tenants.models import Membership, Tenant
from tenants.roles import may_give, may_touch


class Problem(TextChoices):
    """Why a team stays as it is; the label is the sentence to say."""

    NOT_ALLOWED = "not_allowed", _("Your role on this blog does not allow that.")
    NOT_ON_TEAM = "not_on_team", _("That person is no longer on the team.")
    ON_TEAM = "on_team", _("That person is on the team already.")
    INVITED = "invited", _("There is an open invitation to this e-mail already.")
    TOO_MANY = "too_many", _("There are 50 open invitations. Take some back first.")
    UNCONFIRMED = "unconfirmed", _("Confirm your own e-mail before you invite others by letter.")
    NO_LETTERS = "no_letters", _("This blog may not send letters now. Invite by a link instead.")
    OWNER = "owner", _("The owner can’t be removed. Hand the blog over first.")
    NOT_OPEN = "not_open", _("This invitation is no longer open.")
    FULL = (
        "full",
        _(
            "The plan of this blog has no place left on its team. Take somebody off it, or an"
            " invitation back, to make room."
        ),
    )
    LETTERS_USED = (
        "letters_used",
        _(
            "The letters that the plan of this blog has for a month are sent. Make a link instead,"
            " and hand it on yourself."
        ),
    )


class TeamError(ValueError):
    """The team stays as it is; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem.label))
        self.problem = problem


def lock_team(tenant_id: UUID) -> Tenant:
    """Make other changes of this team wait until the open transaction ends."""
    return hold(tenant_id)


def role_on(tenant_id: UUID, user: User | None) -> str | None:
    """The role of `user` now; None outside of the team. The team should be locked."""
    mine = Membership.objects.filter(tenant_id=tenant_id, user=user)
    return mine.values_list("role", flat=True).first() if user else None


def member(tenant_id: UUID, user_id: UUID) -> Membership:
    """Somebody on the team; TeamError when they are not on it any more."""
    found = Membership.objects.select_related("user", "tenant")
    membership = found.filter(tenant_id=tenant_id, user_id=user_id).first()
    if membership is None:
        raise TeamError(Problem.NOT_ON_TEAM)
    return membership


def require_giving(tenant_id: UUID, *, by: User, role: str) -> None:
    """Raise PermissionDenied when `by` may not put somebody on the team as `role`."""
    if not may_give(role_on(tenant_id, by), role):
        raise PermissionDenied(Problem.NOT_ALLOWED.label)


def require_touching(membership: Membership, *, by: User) -> None:
    """Raise PermissionDenied when `by` may not change or remove `membership`."""
    if not may_touch(role_on(membership.tenant_id, by), membership.role):
        raise PermissionDenied(Problem.NOT_ALLOWED.label)
