"""When the worker last came round: one row a name, for health checks and people on call."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now

from journal.models import Heartbeat

TICK = "tick"
WORKER = "worker:"  # and the name of its machine: each worker by itself
MAX_NAME = 32

# The database's clock on both sides; at most one write in five seconds, however often it beats.
_BEAT = """
    INSERT INTO public.journal_heartbeat AS beat (name, at) VALUES (%s, now())
    ON CONFLICT (name) DO UPDATE SET at = EXCLUDED.at
    WHERE beat.at < EXCLUDED.at - interval '5 seconds'
"""


def beat(name: str) -> None:
    """Note that `name` is at work now."""
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, [name])


def beat_as_worker(hostname: str | None) -> None:
    """Note that the worker that Celery calls `hostname` is at work; None: it is no worker."""
    if hostname:
        beat(_name_of(hostname))


def leave(hostname: str) -> None:
    """Forget a worker that ends as it should, so that nobody looks for it."""
    Heartbeat.objects.filter(name=_name_of(hostname)).delete()


def age_of(name: str) -> timedelta | None:
    """How long ago `name` was last at work; None when it never was."""
    row = Heartbeat.objects.filter(name=name).annotate(now=Now()).values_list("now", "at").first()
    return row[0] - row[1] if row else None


def ages_of_workers() -> list[timedelta]:
    """How long ago each worker was last at work, the freshest first."""
    rows = Heartbeat.objects.filter(name__startswith=WORKER).annotate(now=Now())
    return sorted(now - at for now, at in rows.values_list("now", "at"))


def _name_of(hostname: str) -> str:
    return (WORKER + hostname.removeprefix("celery@"))[:MAX_NAME]
