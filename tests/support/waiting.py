"""Waiting for what other processes do."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection


def until(
    condition: Callable[[], object],
    *,
    seconds: float = 60,
    or_see: Path | None = None,
    or_say: str = "It did not happen.",
) -> None:
    """Wait for it, or fail with a sentence and the end of a log."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            log = or_see.read_text(errors="replace")[-3000:] if or_see else ""
            raise AssertionError(f"{or_say} {log}")
        time.sleep(0.05)


def waiting() -> int:
    """How many of this database wait for a lock, whoever holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees it once
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND cardinality(pg_blocking_pids(pid)) > 0"
        )
        return int(cursor.fetchone()[0])
