"""Hand a blog over to somebody on its team."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.letters import queue_letter
from accounts.models import User
from journal import audit
from tenants.actions.team import Problem, lock_team, member
from tenants.models import Membership
from tenants.roles import Role


@transaction.atomic
def transfer_blog(tenant_id: UUID, *, to: UUID, by: User) -> Membership:
    """Make `to` (a user's id) the owner; the owner until now becomes an admin.

    Raises PermissionDenied when `by` does not own the blog, and TeamError when `to` is not on its
    team. Returns the new owner's membership.
    """
    tenant = lock_team(tenant_id)
    owner = member(tenant_id, by.id)
    if owner.role != Role.OWNER:
        raise PermissionDenied(Problem.NOT_ALLOWED.label)
    heir = member(tenant_id, to)
    if heir.pk == owner.pk:
        return owner
    _save(owner, Role.ADMIN)  # first: of owners there is one
    _save(heir, Role.OWNER)
    target = heir.user.email
    ids = {"owner_id": heir.user_id, "owner_before_id": owner.user_id}
    audit.record("tenant.transferred", by=by.id, tenant_id=tenant_id, target=target, **ids)
    words = {"blog": tenant.name, "by": by.display_name, "language": heir.user.language}
    queue_letter("blog_transferred", email=target, **words)
    return heir


def _save(membership: Membership, role: Role) -> None:
    membership.role = role
    membership.save(update_fields=["role"])
