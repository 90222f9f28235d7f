"""Reads of claims on domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models

if TYPE_CHECKING:
    from tenants.domains.models import DomainClaim  # noqa: F401


class ClaimQuerySet(models.QuerySet["DomainClaim"]):
    """Which claims."""

    def of(self, tenant_id: UUID) -> Self:
        """A blog's that were not removed, in the order they came."""
        own = self.filter(tenant_id=tenant_id).exclude(state="removed")
        return own.order_by("added_at", "pk")

    def holding(self) -> Self:
        """Those that keep others out: proven, on a blog that is not in the trash."""
        return self.filter(state__in=["securing", "live"], tenant__state__in=["ready", "suspended"])

    def held_by_others(self, domain: str, *, than: UUID) -> Self:
        """Another blog's claim that has `domain`: none or one."""
        return self.holding().filter(domain=domain).exclude(tenant_id=than)
