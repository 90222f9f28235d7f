"""Reads of the public schema's tenants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from tenants.domains.names import as_in_dns
from tenants.roles import RIGHTS

if TYPE_CHECKING:
    from accounts.models import User
    from tenants.models import Domain, Invitation, Membership, Tenant  # noqa: F401

RANKED = tuple(reversed(RIGHTS))  # the owner first


class TenantQuerySet(models.QuerySet["Tenant"]):
    """Which blogs."""

    def routed(self) -> Self:
        """Blogs that answer on their address."""
        return self.filter(state="ready")

    def for_admins(self) -> Self:
        """With `stats`, `plan`, `address`, `own_domain` and who owns it: one query.

        That is `owner_id`, `owner_email` and `owner_name`; `own_domain` is where readers are led.
        """
        from tenants.models import Domain, Membership

        domains = Domain.objects.filter(tenant=OuterRef("pk"), is_primary=True)
        custom = Domain.objects.filter(tenant=OuterRef("pk"), is_canonical=True)
        owners = Membership.objects.filter(tenant=OuterRef("pk"), role="owner").order_by("pk")
        return self.select_related("stats", "plan").annotate(
            address=Subquery(domains.values("domain")[:1]),
            own_domain=Subquery(custom.values("domain")[:1]),
            owner_id=Subquery(owners.values("user_id")[:1]),
            owner_email=Subquery(owners.values("user__email")[:1]),
            owner_name=Subquery(owners.values("user__name")[:1]),
        )

    def found_by(self, term: str) -> Self:
        """Those with `term` in their name, an address, a domain or in their owner's e-mail.

        Domains count that nobody has proven yet, and in their own letters.
        """
        from tenants.models import Domain, Membership

        domains = Domain.objects.filter(domain__icontains=term).values("tenant_id")
        claims = apps.get_model("domains", "DomainClaim")._default_manager
        claimed = claims.filter(domain__icontains=as_in_dns(term)).values("tenant_id")
        # Sets, each read once: asked for row by row, ten thousand look-ups take five times as long.
        owners = Membership.objects.filter(role="owner", user__email__icontains=term)
        return self.filter(
            Q(name__icontains=term)
            | Q(pk__in=domains)
            | Q(pk__in=claimed)
            | Q(pk__in=owners.values("tenant_id"))
        )

    def in_discover(self) -> Self:
        """Open, listed by the owner, refused by no admin, and somebody answers for it."""
        return self.routed().answered_for().filter(listed=True, listing_refused=False)

    def answered_for(self) -> Self:
        """Trusted by the admins, and with a confirmed owner: search engines may hear of it."""
        return self.with_confirmed_owner().filter(trusted=True)

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

    def for_readers(self) -> Self:
        """Each blog's host that readers are led to comes first; old addresses are left out."""
        led_to = self.filter(Q(is_canonical=True) | Q(is_primary=True))
        return led_to.order_by("-is_canonical")

    def answering(self) -> Self:
        """Those that show something, be it a notice; old addresses that lead on are among them."""
        return self.exclude(tenant__state="purged")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Who may join where."""

    def waiting(self) -> Self:
        """Neither accepted nor taken back; some may have run out."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self) -> Self:
        """Those that can still be accepted."""
        return self.waiting().filter(expires_at__gt=timezone.now())

    def for_person(self, user: User) -> Self:
        """Open ones to the e-mail that `user` signs in with and has confirmed."""
        if not user.email_confirmed:
            return self.none()
        known = self.open().filter(email=user.email, tenant__state="ready")
        return known.exclude(tenant__memberships__user=user).select_related("tenant", "invited_by")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Who belongs where."""

    def team_of(self, tenant_id: UUID) -> Self:
        """Everybody on a blog's team: by what they may do, then by age there."""
        ranks = [models.When(role=role, then=rank) for rank, role in enumerate(RANKED)]
        return (
            self.filter(tenant_id=tenant_id)
            .select_related("user")
            .order_by(models.Case(*ranks, default=len(ranks)), "created_at", "pk")
        )

    def of(self, user: User) -> Self:
        """The blogs a person belongs to, by name, each with its address and counts."""
        return (
            self.filter(user=user, tenant__state__in=["provisioning", "ready", "suspended"])
            .select_related("tenant", "tenant__stats", "tenant__plan")
            .prefetch_related("tenant__domains")
            .order_by("tenant__name", "tenant_id")
        )

    def in_trash_of(self, user: User) -> Self:
        """The deleted blogs that a person owns, the last deleted first."""
        return (
            self.filter(user=user, role="owner", tenant__state="deleted")
            .select_related("tenant")
            .order_by("-tenant__state_since", "tenant_id")
        )
