"""One process at a time fills the pools."""

from __future__ import annotations

from django.db import connection

KEEPER = 7_310_021  # advisory lock


def is_only_keeper() -> bool:
    """Whether nobody else fills or empties a pool until the open transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [KEEPER])
        row = cursor.fetchone()
    return bool(row and row[0])
