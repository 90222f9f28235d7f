"""When the worker last came round: one row a name, for health checks and people on call."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now

from journal.models import Heartbeat

TICK = "tick"

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


def age_of(name: str) -> timedelta | None:
    """How long ago `name` was last at work; None when it never was."""
    row = Heartbeat.objects.filter(name=name).annotate(now=Now()).values_list("now", "at").first()
    return row[0] - row[1] if row else None
