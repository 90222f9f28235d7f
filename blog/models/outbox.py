"""What is to happen because of a write: rows of the same transaction, each with a unique key."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models.base import TenantModel
from blog.querysets import OutboxQuerySet


class OutboxEntry(TenantModel):
    """One thing due on this blog. Done rows stay until they are cleared away, so keys hold."""

    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("outbox entry")
        verbose_name_plural = _("outbox entries")
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(done_at=None), name="outbox_due")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(attempts__gte=0), name="outbox_attempts_from_0")
        ]

    def __str__(self) -> str:
        return self.key
