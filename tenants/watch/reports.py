"""What somebody says is wrong with a blog, and what was decided: notice and action."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.known import known
from tenants.models import Tenant
from tenants.watch.decisions import Decision

MAX_PATH = 1000


class Category(models.TextChoices):
    """What is wrong."""

    SPAM = "spam", _("Spam, or a swindle")
    ABUSE = "abuse", _("It harasses or threatens somebody")
    PRIVACY = "privacy", _("It shows what is private")
    COPYRIGHT = "copyright", _("It is somebody else’s work")
    ILLEGAL = "illegal", _("It is against the law: this is a legal notice")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    """Whether somebody decided."""

    OPEN = "open", _("Waits")
    UPHELD = "upheld", _("Something was done")
    DISMISSED = "dismissed", _("Nothing was done")


class Report(models.Model):
    """One notice about a page of a blog."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="reports")
    path = models.CharField(max_length=MAX_PATH)
    category = models.CharField(max_length=16, choices=Category)
    text = models.TextField()
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)
    state = models.CharField(max_length=16, choices=ReportState, default=ReportState.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    # What was done because of it; none where nothing was, or it was done before it was recorded.
    decision = models.ForeignKey(
        Decision, null=True, on_delete=models.SET_NULL, related_name="reports", db_index=False
    )
    language = models.CharField(
        max_length=16, blank=True, default="", db_default=""
    )  # of who sent it

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints: ClassVar = [
            known("category", Category, "report_category_known"),
            known("state", ReportState, "report_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.tenant}{self.path}"
