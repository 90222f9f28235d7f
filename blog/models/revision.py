"""What a post once said: every publish and each resting point, with who and when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models.base import TenantModel
from blog.models.post import Post
from blog.querysets import RevisionQuerySet
from blog.rendering import MAX_SOURCE_BYTES


class Kind(models.TextChoices):
    """What made it."""

    REST = "rest", _("Kept while writing")
    SAVED = "saved", _("Saved")
    PUBLIC = "public", _("Given to readers")
    RESTORED = "restored", _("Brought back")


class Revision(TenantModel):
    """The words of a post as of one of its versions. The newest one has the post's own version.

    Of a post that is `ahead` the newest one holds what its row does not have yet: of a published
    post the words that readers do not see before Update is pressed, of any post the `settings`
    as they were typed, by the names of the form's fields.
    """

    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    version = models.IntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=200, blank=True)
    content = models.TextField(blank=True)
    excerpt = models.CharField(max_length=400, blank=True)
    settings = models.JSONField(default=dict)
    saved_by_id = models.UUIDField(null=True)
    begun_at = models.DateTimeField(default=timezone.now)  # of the first that became this one
    saved_at = models.DateTimeField(default=timezone.now)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "version"], name="revision_version_unique"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="revision_kind_known"),
            models.CheckConstraint(condition=Q(version__gte=1), name="revision_version_from_1"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("content"), MAX_SOURCE_BYTES),
                name="revision_content_size",
            ),
        ]

    @property
    def typed(self) -> dict[str, str]:
        """The settings, whatever wrote them: an archive from elsewhere may hold any JSON."""
        kept: object = self.settings
        pairs = kept.items() if isinstance(kept, dict) else ()
        return {name: value for name, value in pairs if isinstance(value, str)}

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"
