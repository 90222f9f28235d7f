"""Two runs of `migrate` exclude each other: an advisory lock on a connection of its own."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection as django_connection

from tenants.db.scope import tenant_connection

KEY = 7_310_020


class Locked(RuntimeError):
    """Another run is at work; the text says which."""


def connect(name: str) -> psycopg.Connection[Any]:
    """A connection outside the pool, in autocommit, that server tools show as `name`."""
    params = {
        key: value
        for key, value in tenant_connection().get_connection_params().items()
        if key not in {"cursor_factory", "context"}
    }
    return psycopg.connect(**params | {"application_name": name[:63]}, autocommit=True)


@contextmanager
def fleet_lock() -> Iterator[None]:
    """Hold the lock for the length of a block; raises Locked, naming who has it."""
    name = f"inkstead migrate, process {os.getpid()} on {socket.gethostname()}"
    with connect(name) as holder:
        row = holder.execute("SELECT pg_try_advisory_lock(%s)", [KEY]).fetchone()
        if not row or not row[0]:
            raise Locked(_who(holder))
        try:
            yield
        finally:  # before the connection ends, which the server learns a moment later
            if not holder.broken:
                holder.execute("SELECT pg_advisory_unlock(%s)", [KEY])


def is_migrating() -> bool:
    """Whether somebody holds the lock at this moment."""
    with django_connection.cursor() as cursor:
        cursor.execute(_HOLDER, {"key": KEY})
        return cursor.fetchone() is not None


_HOLDER = """
    SELECT a.application_name, a.backend_start FROM pg_locks l
    JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid = 0
      AND l.objid = %(key)s AND l.database = (SELECT oid FROM pg_database
                                              WHERE datname = current_database())
"""


def _who(holder: psycopg.Connection[Any]) -> str:
    row = holder.execute(_HOLDER, {"key": KEY}).fetchone()
    if row is None:
        return "Another run of migrate was at work a moment ago: try again."
    return f"Another run of migrate is at work ({row[0]}, since {row[1]:%H:%M:%S} UTC)."
