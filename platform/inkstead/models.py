"""What the platform keeps for itself: messages to the people behind it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.letterbox.letter import MAX_EMAIL_CHARS, MAX_NAME_CHARS, MAX_TEXT_CHARS


class ContactMessage(models.Model):
    """What somebody wrote by the form of the platform's Contact page. It is never changed."""

    name = models.CharField(_("name"), max_length=MAX_NAME_CHARS)
    email = models.CharField(_("e-mail"), max_length=MAX_EMAIL_CHARS)
    text = models.TextField(_("message"), max_length=MAX_TEXT_CHARS)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    spam = models.BooleanField(_("looks like spam"), default=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes: ClassVar = [
            models.Index(F("sent_at").desc(), F("id").desc(), name="contactmessage_newest")
        ]

    def __str__(self) -> str:
        return self.name
