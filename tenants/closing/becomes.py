"""What becomes of somebody's blogs when their account goes."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from tenants.actions.close_account import live_blogs_of
from tenants.models import Membership, State, Tenant
from tenants.roles import Role


@dataclass(frozen=True, slots=True)
class Becomes:
    """Those they own, which go; those in the trash already; those where their words stay."""

    live: list[Tenant]
    trashed: list[Tenant]
    elsewhere: list[Tenant]


def what_becomes(user: User) -> Becomes:
    """Of `user`'s blogs, as it is now."""
    mine = Membership.objects.filter(user=user).select_related("tenant").order_by("tenant__name")
    trashed = mine.filter(role=Role.OWNER, tenant__state=State.DELETED)
    elsewhere = mine.exclude(role=Role.OWNER).exclude(tenant__state=State.PURGED)
    return Becomes(
        live=live_blogs_of(user),
        trashed=[membership.tenant for membership in trashed],
        elsewhere=[membership.tenant for membership in elsewhere],
    )
