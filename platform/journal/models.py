"""Who did what, and what is due. Both in the public schema; neither has a foreign key out."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act, for good: the database refuses to change or delete a row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=64)
    actor_id = models.UUIDField(null=True)
    tenant_id = models.UUIDField(null=True)
    target = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict, blank=True)  # of hand-overs a migration adds an index

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [
            models.Index(fields=["tenant_id", "-at"], name="audit_by_tenant"),
            models.Index(fields=["actor_id", "-at"], name="audit_by_actor"),
            models.Index(fields=["target"], name="audit_by_target"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target}"


class DueTenant(models.Model):
    """The doorbell: when a tenant's outbox next wants the worker."""

    tenant_id = models.UUIDField(primary_key=True)
    next_due_at = models.DateTimeField(db_index=True)
    token = models.UUIDField(default=uuid.uuid4)  # who touched it last: see journal.doorbell

    class Meta:
        verbose_name = _("due tenant")
        verbose_name_plural = _("due tenants")

    def __str__(self) -> str:
        return f"{self.tenant_id} at {self.next_due_at:%Y-%m-%d %H:%M:%S}"


class PlatformWork(models.Model):
    """Due work of the platform itself; a tenant's is in its own outbox."""

    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("work of the platform")
        verbose_name_plural = _("work of the platform")
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"], condition=models.Q(done_at=None), name="platform_work_due"
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(attempts__gte=0), name="work_attempts_from_0")
        ]

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """When somebody who works in the background was last seen at it."""

    name = models.CharField(max_length=32, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
