"""Clear away what has run out: sessions, letters and hand-off codes."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

from accounts.letters import KIND as LETTER
from accounts.models import Session
from journal.models import PlatformWork
from tenants.models import HandoffCode

KEEP_LETTERS = timedelta(days=30)  # that were sent: whom to and what about
BATCH = 1000  # rows a call; the next one takes the rest


def clear_expired() -> int:
    """Delete up to 1000 each of ended sessions, sent letters and stale codes; returns the rows."""
    now = timezone.now()
    sessions = _delete(Session.objects.filter(expire_date__lt=now))
    letters = PlatformWork.objects.filter(kind=LETTER, done_at__lt=now - KEEP_LETTERS)
    return sessions + _delete(letters) + _delete(HandoffCode.objects.filter(expires_at__lt=now))


def _delete(expired: models.QuerySet[models.Model]) -> int:
    some = list(expired.values_list("pk", flat=True)[:BATCH])
    return expired.filter(pk__in=some).delete()[0]
