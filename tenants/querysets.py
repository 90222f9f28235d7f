"""Reads of the public schema's tenants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models

if TYPE_CHECKING:
    from accounts.models import User
    from tenants.models import Domain, Membership, Tenant  # noqa: F401


class TenantQuerySet(models.QuerySet["Tenant"]):
    """Which blogs."""

    def routed(self) -> Self:
        """Blogs that answer on their address."""
        return self.filter(state="ready")

    def in_discover(self) -> Self:
        """Open, listed by the owner, refused by no admin, and the owner's e-mail is confirmed."""
        return self.routed().with_confirmed_owner().filter(listed=True, listing_refused=False)

    def with_confirmed_owner(self) -> Self:
        """Blogs with an owner who is active and confirmed their e-mail."""
        return self.filter(models.Exists(_confirmed_owner()))


def _confirmed_owner() -> models.QuerySet[Membership]:
    memberships = apps.get_model("tenants", "Membership")._default_manager
    return memberships.filter(
        tenant=models.OuterRef("pk"),
        role="owner",
        user__is_active=True,
        user__email_confirmed_at__isnull=False,
    )


class DomainQuerySet(models.QuerySet["Domain"]):
    """Which addresses."""

    def for_host(self, host: str) -> Self:
        """The address `host` (already normalised) with its tenant, one row or none."""
        return self.filter(domain=host).select_related("tenant")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Who belongs where."""

    def of(self, user: User) -> Self:
        """The blogs a person belongs to, by name, each with its address and counts."""
        return (
            self.filter(user=user, tenant__state__in=["provisioning", "ready", "suspended"])
            .select_related("tenant", "tenant__stats")
            .prefetch_related("tenant__domains")
            .order_by("tenant__name", "tenant_id")
        )
