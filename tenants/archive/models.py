"""Archives that are kept, what is being done with one blog, and schemas that were replaced."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.archive.progress import Step
from tenants.models import Tenant


class Kind(models.TextChoices):
    """Why an archive was made; it decides how long it is kept."""

    NIGHTLY = "nightly", _("Every night")
    ASKED = "asked", _("Asked for by an admin")
    OWNER = "owner", _("For its owner to take along")


class Backup(models.Model):
    """One archive in the storage `backups`. The row is written when the file is whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="backups")
    kind = models.CharField(max_length=16, choices=Kind)
    path = models.CharField(max_length=200, unique=True)
    size = models.BigIntegerField()
    rows = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    compared_at = models.DateTimeField(null=True)
    # What differed when it was restored and compared; empty when nothing did.
    difference = models.TextField(blank=True)

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        indexes: ClassVar = [models.Index(fields=["tenant", "-made_at"], name="backup_newest")]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} UTC"


class KeptSchema(models.Model):
    """A schema that a restore replaced: kept for some days, so that the restore can be undone."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="kept_schemas")
    schema_name = models.CharField(max_length=34, unique=True)
    kept_at = models.DateTimeField(default=timezone.now)
    gone_after = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("kept schema")
        verbose_name_plural = _("kept schemas")

    def __str__(self) -> str:
        return self.schema_name


class Verb(models.TextChoices):
    """What can be asked for."""

    BACKUP = "backup", _("Back up")
    RESTORE = "restore", _("Restore from a backup")
    CLONE = "clone", _("Copy to another address")
    PURGE = "purge", _("Purge")


class JobState(models.TextChoices):
    """Where it stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """Something asked for on a page and done by the worker, with how far it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="jobs")
    verb = models.CharField(max_length=16, choices=Verb)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    options: Any = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=JobState, default=JobState.WAITING)
    step = models.CharField(max_length=16, choices=Step, blank=True)
    percent = models.IntegerField(default=0)
    error = models.TextField(blank=True)
    result: Any = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes: ClassVar = [models.Index(fields=["tenant", "-asked_at"], name="job_newest")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="job_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.tenant_id}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in {JobState.WAITING, JobState.RUNNING}
