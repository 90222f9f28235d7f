"""The picture that other sites show beside a link to a post."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.models.base import TenantModel
from blog.models.post import Post


class SharePicture(TenantModel):
    """A drawn PNG; `digest` says of which words. Kept here, it travels with the blog."""

    post = models.OneToOneField(
        Post, primary_key=True, on_delete=models.CASCADE, related_name="share_picture"
    )
    digest = models.CharField(max_length=32)
    png = models.BinaryField()

    class Meta:
        verbose_name = _("share picture")
        verbose_name_plural = _("share pictures")

    def __str__(self) -> str:
        return self.digest
