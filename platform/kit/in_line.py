"""Waiting for whoever does the same: locks of Postgres on words, until the transaction ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


def wait_in_line(words: str, *, beside_others: bool = False) -> None:
    """Hold `words` until the open transaction ends, after whoever holds them now.

    `beside_others`: several may who say so; whoever does not holds them alone.
    """
    _lock("pg_advisory_xact_lock_shared" if beside_others else "pg_advisory_xact_lock", words)


def is_first(words: str, *, holder: BaseDatabaseWrapper | None = None) -> bool:
    """Hold `words` alone until the transaction of `holder` ends; False while somebody else does."""
    return bool(_lock("pg_try_advisory_xact_lock", words, holder))


def _lock(how: str, words: str, holder: BaseDatabaseWrapper | None = None) -> object:
    with (holder or connection).cursor() as cursor:
        cursor.execute(f"SELECT {how}(hashtextextended(%s, 0))", [words])
        return cursor.fetchone()[0]
