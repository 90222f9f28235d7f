"""The quiet sentence after something was done with a message, with its way back."""

from __future__ import annotations

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from blog.contact.models import Message
from blog.studio.notes import LINK, UNDO
from tenants.http import MemberRequest


def say_unread(request: MemberRequest) -> None:
    """That it is marked."""
    messages.success(request, _("Marked as unread."))


def say_spam(request: MemberRequest, message: Message) -> None:
    """That it is in Spam, with a way back."""
    undo = reverse("studio:message_not_spam", args=[message.pk])
    sentence = _("Moved to Spam, where it waits thirty days.")
    messages.success(request, format_html(UNDO, sentence, undo, _("Undo")))


def say_not_spam(request: MemberRequest, message: Message) -> None:
    """That it is in the inbox again."""
    _say_where(request, message, _("It is in the inbox."))


def say_trashed(request: MemberRequest, message: Message) -> None:
    """That it is in the trash, with a way back."""
    undo = reverse("studio:message_restore", args=[message.pk])
    messages.success(request, format_html(UNDO, _("Moved to the trash."), undo, _("Undo")))


def say_restored(request: MemberRequest, message: Message) -> None:
    """That it is back."""
    _say_where(request, message, _("It is back."))


def _say_where(request: MemberRequest, message: Message, sentence: str) -> None:
    path = reverse("studio:message", args=[message.pk])
    messages.success(request, format_html(LINK, sentence, path, message.name))
