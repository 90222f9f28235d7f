"""Writing what nobody would miss."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def may_be_lost() -> Iterator[None]:
    """Within the block nothing waits for the disk: a crash of Postgres may take it along.

    Everybody sees it at once. In a transaction that is open already it is as safe as that.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        yield
