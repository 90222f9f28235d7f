"""Clear away what has run out: sessions and hand-off codes."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import Session
from tenants.models import HandoffCode

BATCH = 1000  # rows a call; the next one takes the rest


def clear_expired() -> int:
    """Delete up to 1000 ended sessions and 1000 stale hand-off codes; returns how many rows."""
    now = timezone.now()
    sessions = _delete(Session.objects.filter(expire_date__lt=now))
    return sessions + _delete(HandoffCode.objects.filter(expires_at__lt=now))


def _delete(expired: models.QuerySet[models.Model]) -> int:
    some = list(expired.values_list("pk", flat=True)[:BATCH])
    return expired.filter(pk__in=some).delete()[0]
