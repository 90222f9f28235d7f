"""Clear away what has run out: sessions, letters, looks at domains, jobs, codes, workers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.letters import KIND as LETTER
from accounts.models import Session
from journal.heartbeat import WORKER
from journal.models import Heartbeat, PlatformWork
from tenants.domains.plan import KIND as LOOK
from tenants.many.models import ManyJob
from tenants.models import HandoffCode

KEEP_LETTERS = timedelta(days=30)  # that were sent: whom to and what about
KEEP_LOOKS = timedelta(days=7)  # that were taken at domains: one a day and domain
KEEP_JOBS = timedelta(days=180)  # on many blogs, with their reports; the audit is for good
KEEP_WORKERS = timedelta(days=1)  # that were not heard of: containers change their names
BATCH = 1000  # rows a call; the next one takes the rest


def clear_expired() -> int:
    """Delete up to 1000 each of what ran out: sessions, letters, looks, jobs, codes, workers."""
    now = timezone.now()
    sessions = _delete(Session.objects.filter(expire_date__lt=now))
    letters = PlatformWork.objects.filter(kind=LETTER, done_at__lt=now - KEEP_LETTERS)
    looks = PlatformWork.objects.filter(kind=LOOK, done_at__lt=now - KEEP_LOOKS)
    jobs = ManyJob.objects.filter(ended_at__lt=now - KEEP_JOBS)
    codes = HandoffCode.objects.filter(expires_at__lt=now)
    workers = Heartbeat.objects.filter(name__startswith=WORKER, at__lt=now - KEEP_WORKERS)
    return sessions + sum(map(_delete, (letters, looks, jobs, codes, workers)))


def _delete(expired: models.QuerySet[Any]) -> int:
    some = list(expired.values_list("pk", flat=True)[:BATCH])
    return expired.filter(pk__in=some).delete()[0]
