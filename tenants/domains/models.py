"""A blog's claim on a name of its owner's own, in the public schema."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.known import known
from tenants.domains.findings import Finding, kept
from tenants.domains.names import is_apex, shown, token_name
from tenants.domains.querysets import ClaimQuerySet
from tenants.handoff.secret import new_secret
from tenants.models import Tenant


class ClaimState(models.TextChoices):
    """Where a claim is in its life."""

    WAITING = "waiting", _("Waiting for DNS")
    SECURING = "securing", _("Fetching a certificate")
    LIVE = "live", _("Works")
    LAPSED = "lapsed", _("Stopped working")
    REMOVED = "removed", _("Removed")


HOLDING = [ClaimState.SECURING, ClaimState.LIVE]


class DomainClaim(models.Model):
    """One blog's try to have one domain. Its token is new with each try, so an old TXT is no proof.

    Many blogs may wait for one domain: the first that proves it has it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="domain_claims")
    domain = models.CharField(max_length=253)
    token = models.CharField(max_length=43, default=new_secret, editable=False)
    state = models.CharField(max_length=16, choices=ClaimState, default=ClaimState.WAITING)
    # Of several that work, the one that readers are led to.
    is_main = models.BooleanField(default=False)
    findings: Any = models.JSONField(default=list)
    added_at = models.DateTimeField(default=timezone.now)
    state_since = models.DateTimeField(default=timezone.now)
    verified_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # when its owner was told that it fails
    # The number of the look that is planned; due work with another one is out of date.
    looks = models.IntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    look_due_at = models.DateTimeField(null=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        indexes: ClassVar = [models.Index(fields=["domain"], name="domain_claim_by_name")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "domain"], name="domain_claim_once"),
            models.UniqueConstraint(
                fields=["domain"],
                condition=models.Q(state__in=["securing", "live"]),
                name="domain_claim_one_holder",
            ),
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(is_main=True), name="domain_claim_one_main"
            ),
            known("state", ClaimState, "domain_claim_state_known"),
            models.CheckConstraint(
                condition=models.Q(domain__regex=r"^[a-z0-9.-]+$"), name="domain_claim_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.domain

    @property
    def name(self) -> str:
        """The domain as people read it."""
        return shown(self.domain)

    @property
    def is_apex(self) -> bool:
        """Whether it is the registered name itself."""
        return is_apex(self.domain)

    @property
    def token_name(self) -> str:
        """Where its TXT record stands."""
        return token_name(self.domain)

    @property
    def found(self) -> list[Finding]:
        """What was wrong when somebody last looked."""
        return kept(self.findings)

    @property
    def holds(self) -> bool:
        """Whether nobody else can have the domain."""
        return self.state in HOLDING

    @property
    def is_due(self) -> bool:
        """Whether the next look is at hand."""
        return self.look_due_at is not None and self.look_due_at <= timezone.now()
