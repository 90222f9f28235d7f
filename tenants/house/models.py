"""Notices of the platform's people, and the one row that every process reads them from."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.known import known
from tenants.models import Tenant
from tenants.plans.models import Plan

MAX_TEXT = 600
MAX_WORDS = 300


class Severity(models.TextChoices):
    """How much of a stir it makes; the value is the look of the banner."""

    NEWS = "info", _("For your information")
    WARNING = "warn", _("A warning")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Which notices."""

    def to_come(self) -> Self:
        """Those that are shown now or will be."""
        return self.filter(withdrawn_at=None, until__gt=timezone.now()).order_by("since", "pk")


class Notice(models.Model):
    """A few sentences in the studios of all blogs, of those on a plan, or of one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.CharField(max_length=MAX_TEXT)
    severity = models.CharField(max_length=8, choices=Severity, default=Severity.NEWS)
    plan = models.ForeignKey(Plan, null=True, on_delete=models.CASCADE, related_name="+")
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    by_mail = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints: ClassVar = [
            known("severity", Severity, "notice_severity_known"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="notice_ends_later"),
            models.CheckConstraint(
                condition=Q(plan=None) | Q(tenant=None), name="notice_one_audience"
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"

    @property
    def as_json(self) -> dict[str, Any]:
        """As processes keep it."""
        return {
            "id": str(self.pk),
            "text": self.text,
            "severity": self.severity,
            "plan": self.plan_id,
            "tenant": str(self.tenant_id) if self.tenant_id else None,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
        }


class Mode(models.TextChoices):
    """Who may do what, on all blogs and on the platform's host."""

    OPEN = "open", _("Open: everybody reads and writes")
    READING = "reading", _("Reading: nobody writes")
    CLOSED = "closed", _("Closed for maintenance: admins alone")


class House(models.Model):
    """One row: what holds for everybody, as one value, and a version that moves with it."""

    id = models.IntegerField(primary_key=True, default=1, editable=False)
    version = models.BigIntegerField(default=1)
    notices = models.JSONField(default=list)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.OPEN)
    words = models.CharField(max_length=MAX_WORDS, blank=True, default="")  # what people read then
    until = models.DateTimeField(null=True)  # when it will be over, as far as is known
    # Of each switch that is not as it comes: {name: {"": for all, "<id of a blog>": there}}.
    switches = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("house")
        verbose_name_plural = _("house")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="house_is_one"),
            known("mode", Mode, "house_mode_known"),
        ]

    def __str__(self) -> str:
        return str(self.version)
