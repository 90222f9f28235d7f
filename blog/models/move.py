"""Addresses that something had once, and what it was that had them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models.base import TenantModel
from blog.querysets import MoveQuerySet

MAX_PATH_CHARS = 300


class Kind(models.TextChoices):
    """What moved. The value is the name of its model."""

    POST = "post", _("Post")
    PAGE = "page", _("Page")
    CATEGORY = "category", _("Category")
    TAG = "tag", _("Tag")
    AUTHOR = "author", _("Author")


class Move(TenantModel):
    """One old path, as `blog.addresses.tidy_path` writes it.

    The target is named by id, so it is found wherever it is today: moves cannot form chains or
    loops. It is no foreign key, since a target that is gone for good is an answer too (410).
    """

    path = models.CharField(max_length=MAX_PATH_CHARS)
    kind = models.CharField(max_length=16, choices=Kind)
    target_id = models.BigIntegerField()
    by_hand = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)  # so that Undo can bring it back

    objects = MoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["path"], name="move_path_unique"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="move_kind_known"),
            models.CheckConstraint(condition=Q(path__regex="^/"), name="move_path_from_root"),
        ]

    def __str__(self) -> str:
        return self.path
