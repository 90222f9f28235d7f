"""Take somebody's e-mails out of what was written down about them. The acts themselves stay."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction

# The database allows nothing else to be changed: see migration 0004.
_FORGET = """
    UPDATE public.journal_auditentry SET target = '', details = '{}'
    WHERE target = ANY(%(words)s::text[]) OR (
        actor_id = %(actor)s
        AND EXISTS (
            SELECT FROM unnest(%(words)s::text[]) AS word WHERE strpos(details::text, word) > 0
        )
    )
"""


@transaction.atomic
def forget_person(actor_id: UUID, *, words: list[str]) -> int:
    """Empty target and details of entries that name one of `words`; returns how many.

    Finds them by their target and by who acted, each by an index; a person's own acts are read one
    by one, so it is for due work and not for a request.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL inkstead.forget = 'on'")
        cursor.execute(_FORGET, {"words": words, "actor": actor_id})
        emptied = int(cursor.rowcount)
        cursor.execute("SET LOCAL inkstead.forget = 'off'")
    return emptied
