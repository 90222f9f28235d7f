"""The typed requests that views receive. Middleware fills the attributes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from tenants.hosts import HostMatch
    from tenants.models import Membership
    from tenants.visits.models import Visit


@dataclass(frozen=True, slots=True)
class TenantRef:
    """A tenant as a request knows it: what the host resolved to, cached in the process."""

    id: UUID
    schema_name: str
    name: str
    state: str
    host: str  # the host that was asked for
    primary_host: str  # the address the platform gave; the studio answers there
    version: int  # content version when it was looked up
    indexable: bool = True  # somebody answered for it when it was looked up
    custom_host: str = ""  # the domain of its owner's own that readers are led to, if any
    lock_reason: str = ""  # why nothing may be changed in the studio; empty: it may

    @property
    def canonical_host(self) -> str:
        """Where readers read: links, feeds and letters name this host."""
        return self.custom_host or self.primary_host


class PlatformRequest(HttpRequest):
    """A request to the platform's own host."""

    host: HostMatch
    tenant: None
    user: User | AnonymousUser


class BlogRequest(HttpRequest):
    """A request to a blog's host, inside its transaction."""

    host: HostMatch
    tenant: TenantRef
    user: User | AnonymousUser
    membership: Membership | None
    visit: Visit | None  # an admin stands in for `user`
    memberships: list[Membership]  # all blogs of a signed-in user; filled on /studio/ only


class SignedInRequest(PlatformRequest):
    """A request to the platform's host by somebody signed in."""

    user: User


class MemberRequest(BlogRequest):
    """A request to a blog by one of its people."""

    user: User
    membership: Membership
