"""Plans, in the public schema. What a blog has is counted in `tenants.TenantStats`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.plans.limits import Limits

LIMITS = ("posts", "storage_bytes", "people", "domains", "letters")
MAX_NAME = 60


class Plan(models.Model):
    """How much blogs may have; no number is no limit. New blogs begin with the default one."""

    name = models.CharField(_("name"), max_length=MAX_NAME, unique=True)
    posts = models.IntegerField(null=True, blank=True)  # published, or waiting for their time
    storage_bytes = models.BigIntegerField(null=True, blank=True)
    people = models.IntegerField(null=True, blank=True)  # on the team, the owner being one
    domains = models.IntegerField(null=True, blank=True)  # of the owner's own
    letters = models.IntegerField(null=True, blank=True)  # a month
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="plan_one_default"
            ),
            models.CheckConstraint(
                condition=Q(posts__gte=0)
                & Q(storage_bytes__gte=0)
                & Q(people__gte=1)
                & Q(domains__gte=0)
                & Q(letters__gte=0),
                name="plan_limits_from_0",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def limits(self) -> Limits:
        """Its numbers alone."""
        return Limits(*(getattr(self, name) for name in LIMITS))


def default_plan() -> Plan | None:
    """What new blogs begin with; None in an installation that has no plans."""
    return Plan.objects.filter(is_default=True).first()
