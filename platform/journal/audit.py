"""Who did what: one row per act, in the transaction of the act."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.utils import timezone
from psycopg import sql

from journal.on_behalf import who_acts
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
    to 200; `details` is whatever JSON can hold, dates and ids included. Who stands in for somebody
    is the actor (`journal.on_behalf`), and the details name the person.
    """
    entry, now = uuid.uuid4(), timezone.now()
    actor, beside = who_acts(by)
    told = as_json({**details, **beside})
    values = (entry, now, action, actor, tenant_id, target[:MAX_TARGET], told)
    owe(f"audit:{entry}", _INSERT.format(*map(sql.Literal, values)))
    return entry
