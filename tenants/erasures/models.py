"""The ledger's two tables. Rows come; the database lets none change or go."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LedgerKey(models.Model):
    """What hashes are made with, sealed by SECRET_KEY: this installation's, and those that came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.TextField()
    is_ours = models.BooleanField(default=False)
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("key of the erasures")
        verbose_name_plural = _("keys of the erasures")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_ours"], condition=models.Q(is_ours=True), name="ledger_one_own_key"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class What(models.TextChoices):
    """What a hash is of."""

    USER = "user", _("a user’s id")
    EMAIL = "email", _("an e-mail")


class Erasure(models.Model):
    """One id or e-mail that was erased. `blogs`: the ids of blogs that were told to forget."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(LedgerKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=8, choices=What)
    hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    blogs = models.JSONField(default=list)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.what}"
