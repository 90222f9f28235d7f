"""The doorbell: when each tenant's outbox next wants the worker. One row per tenant that waits.

`ring` may be called from any number of transactions while a worker is inside. Each ring leaves a
new token; the worker takes the bell with a token of its own and gives it back only if that token
is still there. So a ring that comes in between is never lost.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from journal.owing import owe

# A worker that died keeps its tenants from the others this long. One that is merely slow loses
# nothing: outbox rows are locked while they are worked on.
LEASE = timedelta(seconds=30)

_RING = sql.SQL(
    "INSERT INTO public.journal_duetenant AS bell (tenant_id, next_due_at, token)"
    " VALUES ({tenant}, {due}, {token}) ON CONFLICT (tenant_id) DO UPDATE"
    " SET next_due_at = LEAST(bell.next_due_at, EXCLUDED.next_due_at), token = EXCLUDED.token"
)
_SET = sql.SQL(
    "UPDATE public.journal_duetenant SET next_due_at = {due}"
    " WHERE tenant_id = {tenant} AND token = {token}"
)
_SILENCE = sql.SQL(
    "DELETE FROM public.journal_duetenant WHERE tenant_id = {tenant} AND token = {token}"
)
# `= ANY(ARRAY(...))` runs the sub-select once; `IN (...)` may run it per row and claim too many.
_CLAIM = """
    UPDATE public.journal_duetenant SET next_due_at = %(until)s, token = %(token)s
    WHERE tenant_id = ANY(ARRAY(
        SELECT tenant_id FROM public.journal_duetenant
        WHERE next_due_at <= %(now)s
        ORDER BY next_due_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    ))
    RETURNING tenant_id
"""
_COUNT = "SELECT count(*) FROM public.journal_duetenant WHERE next_due_at <= %(until)s"


@dataclass(frozen=True, slots=True)
class Claim:
    """One tenant's bell, held until the lease ends or somebody rings."""

    tenant_id: UUID
    token: UUID


def ring(tenant_id: UUID, due_at: datetime) -> None:
    """Let a worker come to `tenant_id` at `due_at`, or earlier if it was to come earlier."""
    values = {"tenant": tenant_id, "due": due_at, "token": uuid.uuid4()}
    owe(f"doorbell:{tenant_id}:{due_at.isoformat()}", _RING.format(**_literals(values)))


def claim(now: datetime, *, limit: int) -> list[Claim]:
    """Take up to `limit` bells that are due, the longest waiting first."""
    token = uuid.uuid4()
    values: dict[str, Any] = {"now": now, "until": now + LEASE, "token": token, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        return [Claim(tenant_id, token) for (tenant_id,) in cursor.fetchall()]


def count_due(until: datetime) -> int:
    """How many tenants want the worker until then."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"until": until})
        (count,) = cursor.fetchone()
        return int(count)


def give_back(held: Claim, next_due_at: datetime | None) -> None:
    """Set the bell for the tenant's next work (None: there is none), unless it rang meanwhile."""
    values = {"tenant": held.tenant_id, "token": held.token, "due": next_due_at}
    statement = _SILENCE if next_due_at is None else _SET
    owe(f"doorbell:{held.tenant_id}:back", statement.format(**_literals(values)))


def _literals(values: Mapping[str, object]) -> dict[str, sql.Composable]:
    return {name: sql.Literal(value) for name, value in values.items()}
