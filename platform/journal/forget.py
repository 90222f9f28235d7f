"""Take somebody's e-mails out of what was written down about them. The acts themselves stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

# The database allows nothing else to be changed: see migrations 0004 and 0007.
_FORGET = """
    UPDATE public.journal_auditentry SET target = '', details = '{}'
    WHERE target = ANY(%(words)s::text[]) OR (
        actor_id = %(actor)s
        AND EXISTS (
            SELECT FROM unnest(%(words)s::text[]) AS word WHERE strpos(details::text, word) > 0
        )
    )
"""
_FORGET_ACCOUNT = """
    UPDATE public.journal_auditentry SET target = '', details = '{}'
    WHERE (
        target = %(email)s AND at >= %(since)s
        AND (starts_with(action, 'user.') OR details ->> 'user_id' = %(actor)s::text)
    ) OR (
        actor_id = %(actor)s
        AND (target = ANY(%(own)s::text[]) OR EXISTS (
            SELECT FROM unnest(%(own)s::text[]) AS word WHERE strpos(details::text, word) > 0
        ))
    )
"""
_FORGET_ABOUT = """
    UPDATE public.journal_auditentry SET details = (
        SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(details)
        WHERE NOT value::text ~* ANY(%(patterns)s::text[])
    )
    WHERE tenant_id = ANY(%(tenants)s::uuid[]) AND at <= %(until)s
        AND details::text ~* ANY(%(patterns)s::text[])
"""


@transaction.atomic
def forget_person(actor_id: UUID, *, words: list[str]) -> int:
    """Empty target and details of entries that name one of `words`; returns how many.

    Finds them by their target and by who acted, each by an index; a person's own acts are read one
    by one, so it takes as long as there are many.
    """
    return _aloud(_FORGET, {"words": words, "actor": actor_id})


@transaction.atomic
def forget_account(actor_id: UUID, *, own: list[str], email: str, since: datetime) -> int:
    """The same for e-mails that may be somebody else's, in entries about that account alone.

    Those are its own acts that name one of `own`, and what was done to the account with `email`
    `since` it has that. Returns how many.
    """
    return _aloud(_FORGET_ACCOUNT, {"actor": actor_id, "own": own, "email": email, "since": since})


@transaction.atomic
def forget_about(
    tenant_ids: Collection[UUID], *, words: list[str], until: datetime | None = None
) -> int:
    """Take what names one of `words` out of the details of entries about those blogs.

    Of those that were written `until` then (None: all), whoever acted; the rest of an entry stays.
    Returns how many changed. All entries about the blogs are read, by an index.
    """
    values = {
        "tenants": list(tenant_ids),
        "patterns": [_as_a_whole(word) for word in words],
        "until": until or timezone.now(),
    }
    return _aloud(_FORGET_ABOUT, values)


def _as_a_whole(email: str) -> str:
    """What Postgres finds `email` with, and not another one that begins or ends like it."""
    return rf"(?<![[:alnum:]._%+-]){re.escape(email)}(?![[:alnum:]-]|\.[[:alnum:]])"


def _aloud(statement: str, values: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL inkstead.forget = 'on'")
        cursor.execute(statement, values)
        emptied = int(cursor.rowcount)
        cursor.execute("SET LOCAL inkstead.forget = 'off'")
    return emptied
