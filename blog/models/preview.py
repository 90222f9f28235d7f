"""Links that show a post as readers will see it to whoever has one."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models.base import TenantModel
from blog.models.post import Post
from blog.querysets import PreviewLinkQuerySet


class PreviewLink(TenantModel):
    """One link. Of its secret there is only the hash, so that nobody reads it out of a backup."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="preview_links")
    token_hash = models.BinaryField(max_length=32, unique=True)  # SHA-256
    made_by_id = models.UUIDField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.UUIDField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a preview")
        verbose_name_plural = _("links to previews")

    def __str__(self) -> str:
        return f"{self.post_id} ({self.pk})"

    @property
    def is_open(self) -> bool:
        """Whether it shows anything now."""
        return self.revoked_at is None and self.ends_at > timezone.now()
