"""Who did what: one row per act, in the transaction of the act."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.utils import timezone
from psycopg import sql

from journal.owing import as_json, owe

MAX_TARGET = 200

_INSERT = sql.SQL(
    "INSERT INTO public.journal_auditentry"
    " (id, at, action, actor_id, tenant_id, target, details)"
    " VALUES ({}, {}, {}, {}, {}, {}, {}) ON CONFLICT DO NOTHING"
)


def record(
    action: str, *, by: UUID | None, tenant_id: UUID | None, target: str = "", **details: Any
) -> UUID:
    """Write an audit entry and return its id.

    `action` is `noun.verb` in at most 64 characters; `target` is what people call the thing, cut
    to 200; `details` is whatever JSON can hold, dates and ids included.
    """
    entry = uuid.uuid4()
    values = (entry, timezone.now(), action, by, tenant_id, target[:MAX_TARGET], as_json(details))
    owe(f"audit:{entry}", _INSERT.format(*map(sql.Literal, values)))
    return entry
