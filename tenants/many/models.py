"""A deed on many blogs, and what became of it on each."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.known import known
from tenants.models import Tenant
from tenants.watch.decisions import Ground


class JobState(models.TextChoices):
    """Where it stands."""

    OPEN = "open", _("Under way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class ManyJob(models.Model):
    """A verb of `tenants.many.verbs` on each of its parts. One may take another one back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verb = models.CharField(max_length=32)
    reason = models.CharField(max_length=500)
    ground = models.CharField(  # of a measure
        max_length=16, choices=Ground, blank=True, default="", db_default=""
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.SET_NULL, related_name="undone_by"
    )
    state = models.CharField(max_length=16, choices=JobState, default=JobState.OPEN)
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("job on many blogs")
        verbose_name_plural = _("jobs on many blogs")
        indexes: ClassVar = [models.Index(fields=["-asked_at"], name="many_newest")]

    def __str__(self) -> str:
        return f"{self.verb} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state == JobState.OPEN


class Outcome(models.TextChoices):
    """What became of it on one blog."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    REFUSED = "refused", pgettext_lazy("outcome", "Did not fit")
    FAILED = "failed", _("Failed")


class Part(models.Model):
    """One blog of a job. `words` say why it was refused, or what failed."""

    job = models.ForeignKey(ManyJob, on_delete=models.CASCADE, related_name="parts")
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=16, choices=Outcome, default=Outcome.WAITING)
    words = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("blog of a job")
        verbose_name_plural = _("blogs of a job")
        indexes: ClassVar = [models.Index(fields=["job", "outcome", "id"], name="many_part_next")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "tenant"], name="many_part_once"),
            known("outcome", Outcome, "many_part_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.outcome}"
