"""What the platform decided about a blog, on what grounds, and what its owner says to that.

The record holds what a statement of reasons has to say (Regulation (EU) 2022/2065, article 17):
what was decided, the facts, the ground, how it was found, and whether a machine decided it.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.known import known
from tenants.models import Tenant

MAX_APPEAL = 5000


class Measure(models.TextChoices):
    """What was done; each ends when its opposite is done."""

    SUSPENDED = "suspended", _("Readers see a notice instead of the blog")
    DISTRUSTED = "distrusted", _("Search engines, discover and letters have nothing to do with it")
    UNLISTED = "unlisted", _("It is kept out of discover")


class Ground(models.TextChoices):
    """Why, in the words of whom it concerns."""

    RULES = "rules", _("It is against the rules of this place.")
    SPAM = "spam", _("The posts are there to sell something, or to lead to other sites.")
    ABUSE = "abuse", _("It harasses or threatens somebody.")
    PRIVACY = "privacy", _("It shows what is private to somebody.")
    COPYRIGHT = "copyright", _("It shows somebody else’s work without their leave.")
    ILLEGAL = "illegal", _("It is against the law.")


class FoundBy(models.TextChoices):
    """How it came to an admin's eyes."""

    ADMIN = "admin", _("Somebody who looks after this place saw it.")
    REPORT = "report", _("Somebody reported it.")
    SIGNS = "signs", _("Software that counts signs of spam pointed at it.")


class AppealState(models.TextChoices):
    """Whether the owner objects, and what came of it."""

    NONE = "none", _("No appeal")
    WAITING = "waiting", _("Waits for an answer")
    UPHELD = "upheld", _("The decision stands")
    REVERSED = "reversed", _("The decision was taken back")


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Which decisions."""

    def standing(self, tenant_id: UUID) -> Self:
        """Those in force on a blog, the newest first."""
        return self.filter(tenant_id=tenant_id, ended_at=None).order_by("-decided_at", "pk")


class Decision(models.Model):
    """One measure against a blog, and at most one appeal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="decisions")
    measure = models.CharField(max_length=16, choices=Measure)
    ground = models.CharField(max_length=16, choices=Ground)
    reason = models.CharField(max_length=500)  # the facts, in the admin's words
    found_by = models.CharField(max_length=16, choices=FoundBy)
    decided_at = models.DateTimeField(default=timezone.now, db_index=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    # Since when the owner knows that it stands; None again after a letter that it is over.
    told_at = models.DateTimeField(null=True)
    appeal_state = models.CharField(
        max_length=16, choices=AppealState, default=AppealState.NONE, db_index=True
    )
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)
    appealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints: ClassVar = [
            known("measure", Measure, "decision_measure_known"),
            known("ground", Ground, "decision_ground_known"),
            known("found_by", FoundBy, "decision_found_by_known"),
            known("appeal_state", AppealState, "decision_appeal_known"),
            models.UniqueConstraint(
                fields=["tenant", "measure"],
                condition=Q(ended_at=None),
                name="decision_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.tenant)

    @property
    def can_be_appealed(self) -> bool:
        """Whether it stands and nobody objected yet."""
        return self.ended_at is None and self.appeal_state == AppealState.NONE

    @property
    def facts(self) -> dict[str, Any]:
        """For a person's own export."""
        names = ("measure", "ground", "reason", "decided_at", "appeal", "appealed_at", "answer")
        return {name: getattr(self, name) for name in names}
