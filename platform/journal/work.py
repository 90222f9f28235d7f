"""Due work of the platform itself: rows with a unique key, and one handler per kind."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from journal.models import PlatformWork
from journal.owing import as_json, owe
from journal.retries import next_try, words_of

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)  # after this a worker counts as dead and another one tries

type Handler = Callable[[dict[str, Any]], None]

_ENQUEUE = sql.SQL(
    "INSERT INTO public.journal_platformwork"
    " (kind, key, payload, due_at, attempts, last_error) VALUES ({}, {}, {}, {}, 0, '')"
    " ON CONFLICT (key) DO NOTHING"
)
_CLAIM = """
    UPDATE public.journal_platformwork SET due_at = %(until)s, attempts = attempts + 1
    WHERE id = ANY(ARRAY(
        SELECT id FROM public.journal_platformwork
        WHERE done_at IS NULL AND due_at <= %(now)s AND kind = ANY(%(kinds)s)
        ORDER BY due_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    ))
    RETURNING id
"""


class NotYet(Exception):
    """A handler's word that its work cannot be done now, without anything being wrong.

    `until`: when to ask again. Without it soon, then ever later, and the list of work says why.
    """

    def __init__(self, words: str, *, until: datetime | None = None) -> None:
        super().__init__(words)
        self.until = until


@dataclass(frozen=True, slots=True)
class _Kind:
    handler: Handler
    atomic: bool


_kinds: dict[str, _Kind] = {}


def handles(kind: str, handler: Handler, *, atomic: bool = True) -> None:
    """Let `handler(payload)` do the work of `kind`.

    An atomic handler runs in one transaction with the mark that it is done: exactly once. Another
    one opens its own and may run again after a crash, so it must be idempotent.
    """
    _kinds[kind] = _Kind(handler, atomic)


def enqueue_platform_work(
    kind: str, *, key: str, payload: dict[str, Any] | None = None, due_at: datetime | None = None
) -> None:
    """Leave work to be done at `due_at` (None: now), with the transaction that is open.

    `key` (at most 200 characters) names it for good: a second call with it does nothing.
    """
    values = (kind, key, as_json(payload or {}), due_at or timezone.now())
    owe(f"work:{key}", _ENQUEUE.format(*map(sql.Literal, values)))


def run_platform_work(*, limit: int = 10, kinds: Collection[str] | None = None) -> int:
    """Do up to `limit` rows that are due, return how many were tried; no failure stops another.

    `kinds` leaves the others to the worker.
    """
    claimed = _claim(limit, kinds)
    for work in PlatformWork.objects.filter(pk__in=claimed).order_by("pk"):
        _run(work)
    return len(claimed)


def _claim(limit: int, kinds: Collection[str] | None) -> list[int]:
    now = timezone.now()
    values: dict[str, Any] = {
        "now": now,
        "until": now + LEASE,
        "kinds": list(_kinds if kinds is None else kinds),
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        return [pk for (pk,) in cursor.fetchall()]


def _run(work: PlatformWork) -> None:
    kind = _kinds[work.kind]
    try:
        if kind.atomic:
            _run_once(work, kind.handler)
        else:
            kind.handler(work.payload)
            _mark_done(work)
    except Exception as error:
        if not isinstance(error, NotYet):
            logger.exception("Work %s failed, attempt %d", work.key, work.attempts)
        _put_off(work, error)


@transaction.atomic
def _run_once(work: PlatformWork, handler: Handler) -> None:
    rows = PlatformWork.objects.select_for_update(skip_locked=True)
    if rows.filter(pk=work.pk, done_at=None).exists():  # else another worker outran our lease
        handler(work.payload)
        _mark_done(work)


def _mark_done(work: PlatformWork) -> None:
    work.done_at, work.last_error = timezone.now(), ""
    work.save(update_fields=["done_at", "last_error"])


def _put_off(work: PlatformWork, error: Exception) -> None:
    until = error.until if isinstance(error, NotYet) else None
    # Whoever moved it since we took it, or did it, knows better.
    PlatformWork.objects.filter(pk=work.pk, done_at=None, due_at=work.due_at).update(
        due_at=until or next_try(timezone.now(), work.attempts),
        last_error="" if until else words_of(error),
    )
