"""A visit: an admin in one blog's studio, as one of its people, for half an hour."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import Tenant

if TYPE_CHECKING:
    from accounts.models import User

LIFE = timedelta(minutes=30)
TO_BEGIN = timedelta(minutes=5)  # from the reason given to the studio's door


class Ended(models.TextChoices):
    """Why a visit is over."""

    LEFT = "left", _("The admin left.")
    TIME = "time", _("Its thirty minutes are over.")
    OBJECTED = "objected", _("Somebody on the blog’s team ended it.")
    STOPPED = "stopped", _("It was ended in the admin.")
    NEXT = "next", _("The admin went on to another visit.")
    CHANGED = "changed", _("What it rested on has changed: an account, a role, or the blog.")


class VisitQuerySet(models.QuerySet["Visit"]):
    """Visits by where they are in their short life."""

    def running(self) -> VisitQuerySet:
        """Those that somebody is on now, as far as the rows tell."""
        return self.filter(begun_at__isnull=False, ended_at=None, ends_at__gt=timezone.now())

    def of(self, admin: User) -> VisitQuerySet:
        """The one that `admin` is on now, if any."""
        return self.running().filter(admin=admin).told()

    def to_begin(self) -> VisitQuerySet:
        """Those whose door is still open."""
        since = timezone.now() - TO_BEGIN
        return self.filter(begun_at=None, ended_at=None, asked_at__gt=since)

    def told(self) -> VisitQuerySet:
        """With who and where, the newest first."""
        return self.select_related("admin", "person", "tenant").order_by("-asked_at", "pk")


class Visit(models.Model):
    """`epoch` is the person's when it was asked for; `session_key` the admin's on the blog."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="visits")
    admin = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    epoch = models.IntegerField()
    reason = models.CharField(max_length=500)
    may_change = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=16, choices=Ended, blank=True, default="")
    session_key = models.CharField(max_length=40, blank=True, default="")

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        indexes: ClassVar = [models.Index(fields=["tenant", "-asked_at"], name="visit_by_blog")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(begun_at=None, ends_at=None)
                | Q(begun_at__isnull=False, ends_at__lte=F("begun_at") + LIFE),
                name="visit_at_most_30_minutes",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="")
                | Q(ended_at__isnull=False, end_reason__in=Ended.values),
                name="visit_end_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.admin.display_name} → {self.person.display_name}"

    @property
    def is_running(self) -> bool:
        """Whether somebody is on it now."""
        going = self.begun_at is not None and self.ended_at is None
        return going and self.ends_at is not None and self.ends_at > timezone.now()

    @property
    def may_begin(self) -> bool:
        """Whether its door is still open."""
        return self.begun_at is None and self.ended_at is None and not self.is_stale

    @property
    def is_stale(self) -> bool:
        """Whether nobody went in while the door was open."""
        return self.begun_at is None and timezone.now() - self.asked_at > TO_BEGIN
