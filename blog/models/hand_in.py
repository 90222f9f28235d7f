"""Drafts that somebody who may not publish gave to those who do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models.base import TenantModel
from blog.models.post import Post
from blog.querysets import HandInQuerySet

MAX_NOTE_CHARS = 1_000


class Stand(models.TextChoices):
    """How far it is. From `open` it goes to one of the others, and stays there."""

    OPEN = "open", _("Handed in")
    TAKEN_BACK = "taken_back", _("Taken back")
    SENT_BACK = "sent_back", _("Sent back")
    ACCEPTED = "accepted", _("Accepted")


class HandIn(TenantModel):
    """One time that a draft was handed in, of which `version`, and what came of it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="hand_ins")
    version = models.IntegerField()
    stand = models.CharField(max_length=16, choices=Stand, default=Stand.OPEN)
    note = models.CharField(max_length=MAX_NOTE_CHARS, blank=True)
    handed_by_id = models.UUIDField(null=True)
    handed_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=MAX_NOTE_CHARS, blank=True)
    answered_by_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects = HandInQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft handed in")
        verbose_name_plural = _("drafts handed in")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(stand="open"), name="hand_in_open_once"
            ),
            models.CheckConstraint(condition=Q(stand__in=Stand.values), name="hand_in_stand_known"),
            models.CheckConstraint(condition=Q(version__gte=1), name="hand_in_version_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} ({self.pk})"

    @property
    def is_open(self) -> bool:
        return self.stand == Stand.OPEN

    @property
    def was_sent_back(self) -> bool:
        return self.stand == Stand.SENT_BACK
