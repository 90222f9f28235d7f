"""Markdown kept as written, and the HTML made from it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models.base import TenantModel
from blog.rendering import SafeHtml
from blog.rendering.pictures import Pictures


class Text(TenantModel):
    """A title and Markdown; `content` is the truth and `content_html` can be made again.

    `version` counts saves: a form that was opened on an older one is refused, never merged
    silently.
    """

    title = models.CharField(_("title"), max_length=200)
    slug = models.CharField(_("address"), max_length=80, unique=True)
    content = models.TextField(_("text"), blank=True)
    content_html = models.TextField(blank=True, editable=False)
    renderer_version = models.IntegerField(default=0, editable=False)
    version = models.IntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    start: str  # filled by found()
    pictures: Pictures | None = None  # filled by blog.media.show; None: as written

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def html(self) -> SafeHtml:
        """The rendered text, which passes the sanitiser again if it is older than the gate."""
        html = SafeHtml.from_storage(self.content_html, self.renderer_version)
        return self.pictures.put_into(html) if self.pictures else html
