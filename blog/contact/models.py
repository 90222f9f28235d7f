"""Messages: what readers wrote to a blog. One table of the tenant's schema."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.contact.querysets import MessageQuerySet
from blog.models.base import TenantModel
from kit.letterbox.letter import MAX_EMAIL_CHARS, MAX_NAME_CHARS, MAX_TEXT_CHARS


class Message(TenantModel):
    """One message. It is plain text for good; whoever reads it opens nothing but words."""

    name = models.CharField(_("name"), max_length=MAX_NAME_CHARS)
    email = models.CharField(_("e-mail"), max_length=MAX_EMAIL_CHARS)
    text = models.TextField(_("message"), max_length=MAX_TEXT_CHARS)
    sent_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    spam_at = models.DateTimeField(null=True)  # since when it counts as spam
    trashed_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes: ClassVar = [
            models.Index(F("sent_at").desc(), F("id").desc(), name="message_newest"),
            models.Index(
                fields=["id"],
                condition=Q(read_at=None, spam_at=None, trashed_at=None),
                name="message_unread",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), MAX_TEXT_CHARS),
                name="message_text_size",
            )
        ]

    def __str__(self) -> str:
        return self.name
