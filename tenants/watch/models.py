"""What is known about blogs that might be spam, in the public schema."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import Tenant
from tenants.watch.decisions import Decision
from tenants.watch.queue import HIGH, Review
from tenants.watch.reports import Report
from tenants.watch.signs import Sign, sentence

__all__ = ["HIGH", "Decision", "PostPrint", "Report", "Review", "Score", "WatchRules"]


class WatchRules(models.Model):
    """The one row of rules; without it no word is looked for."""

    id = models.IntegerField(primary_key=True, default=1, editable=False)
    words = models.JSONField(default=list, blank=True)  # in lower case, each also several words
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rules against spam")
        verbose_name_plural = _("rules against spam")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="watch_rules_are_one")
        ]

    def __str__(self) -> str:
        return f"{len(self.words)} words"


class PostPrint(models.Model):
    """The fingerprint of a post that is public, and nothing of its text."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    post_id = models.BigIntegerField()
    value = models.BigIntegerField()
    # Parts of it: of two near fingerprints one is nearly always the same.
    band_0 = models.IntegerField(db_index=True)
    band_1 = models.IntegerField(db_index=True)
    band_2 = models.IntegerField(db_index=True)
    band_3 = models.IntegerField(db_index=True)
    band_4 = models.IntegerField(db_index=True)
    band_5 = models.IntegerField(db_index=True)

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "post_id"], name="post_print_once")
        ]

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.post_id}"


class Score(models.Model):
    """How much a blog looks like spam, from 0 on, and what that is made of."""

    tenant = models.OneToOneField(
        Tenant, primary_key=True, on_delete=models.CASCADE, related_name="score"
    )
    points = models.IntegerField(db_index=True)
    reasons = models.JSONField(default=list)  # of Sign as it is kept
    scored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(points__gte=0), name="score_from_0")
        ]

    def __str__(self) -> str:
        return f"{self.tenant}: {self.points}"

    @property
    def sentences(self) -> list[str]:
        """What it is made of, in words, the weightiest first."""
        signs: list[dict[str, Any]] = sorted(self.reasons, key=lambda one: -one["points"])
        return [sentence(Sign(**one)) for one in signs]

    @property
    def twin_blogs(self) -> list[str]:
        """Ids of some blogs that have nearly the same posts."""
        return [found for one in self.reasons if one["kind"] == "twins" for found in one["found"]]

    @property
    def is_high(self) -> bool:
        """Whether somebody should look."""
        return self.points >= HIGH
