"""The letters that the product owes, sent the way the worker would."""

from __future__ import annotations

import re

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from accounts.letters import KIND, send_letter
from journal.models import PlatformWork

URL = re.compile(r"https?://[^\s\"<>]+")


def deliver() -> list[EmailMultiAlternatives]:
    """Send what is queued; returns the letters that this call sent."""
    before = len(mail.outbox)
    for work in PlatformWork.objects.filter(kind=KIND, done_at=None).order_by("pk"):
        send_letter(work.payload)
        PlatformWork.objects.filter(pk=work.pk).update(done_at=timezone.now())
    return list(mail.outbox[before:])  # type: ignore[arg-type]


def links(letter: EmailMultiAlternatives) -> list[str]:
    """Every absolute address in the letter, in its text and in its HTML."""
    return URL.findall(str(letter.body)) + URL.findall(html_of(letter))


def html_of(letter: EmailMultiAlternatives) -> str:
    """The letter's HTML part."""
    (content, kind), *others = letter.alternatives
    assert (kind, others) == ("text/html", [])
    return str(content)
