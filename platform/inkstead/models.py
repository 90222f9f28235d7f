"""What the platform keeps for itself: messages to the people behind it, and a day's numbers."""

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


class DailyNumbers(models.Model):
    """What happened on one day (UTC), counted by the worker; None where nobody can tell any more.

    `blogs` is how many there were at the day's end, those in the trash left out; `storage_bytes`
    how much lay on them. The rest is what that day brought.
    """

    day = models.DateField(primary_key=True)
    blogs = models.IntegerField()
    sign_ups = models.IntegerField()
    posts = models.IntegerField()  # times somebody pressed Publish
    letters = models.IntegerField(null=True)
    storage_bytes = models.BigIntegerField(null=True)
    # Pages that readers got from Django, and how many of them were kept ones.
    pages = models.BigIntegerField(null=True)
    kept_pages = models.BigIntegerField(null=True)
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("numbers of a day")
        verbose_name_plural = _("numbers of a day")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    blogs__gte=0,
                    sign_ups__gte=0,
                    posts__gte=0,
                    letters__gte=0,
                    storage_bytes__gte=0,
                ),
                name="daily_numbers_from_0",
            ),
            models.CheckConstraint(
                condition=models.Q(kept_pages__gte=0, kept_pages__lte=models.F("pages")),
                name="daily_numbers_kept_pages_are_pages",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
