"""Stock django-tenants among as many schemas as Inkstead has, without its own hours to make them.

The database is copied with all its schemas, file by file; public is emptied and made anew by stock.
What stock is measured at is then the same catalog.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections

from bench.fleet.server import superuser
from bench.stage import Stage
from bench.stock.beside import DATABASE, Stock
from inkstead.devstack.processes import stop_all

_COUNT = "SELECT count(*) FROM pg_namespace WHERE nspname ~ '^t_[0-9a-f]{32}$'"


def stock_among(stage: Stage, blogs: int) -> Stock:
    """Stock with `blogs` schemas in its database: a copy that is kept, made anew when it is older.

    The stage's servers stop for as long as the copy takes, since a copy wants to be alone.
    """
    if _schemas(stage) < blogs:
        _copy(stage)
    return Stock.beside(stage)


def _schemas(stage: Stage) -> int:
    with superuser(stage, "postgres") as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if there.fetchone() is None:
            return 0
    with superuser(stage, DATABASE) as connection:
        row = connection.execute(_COUNT).fetchone()
    return int(row[0]) if row else 0


def _copy(stage: Stage) -> None:
    stop_all(stage.processes)
    stage.processes.clear()
    connections.close_all()
    for pooled in connections.all():
        pooled.close_pool()  # type: ignore[attr-defined]
    with superuser(stage, "postgres") as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
        with _careless(connection):
            connection.execute(
                f'CREATE DATABASE "{DATABASE}" TEMPLATE inkstead OWNER inkstead STRATEGY file_copy'
            )
    with superuser(stage, DATABASE) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public AUTHORIZATION inkstead")
    stage.start("web server", stage.port)


@contextmanager
def _careless(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """Without waiting for the disk at each of some 80 files a blog: a copy can be made again."""
    connection.execute("ALTER SYSTEM SET fsync = off")
    connection.execute("SELECT pg_reload_conf()")
    try:
        yield
    finally:
        connection.execute("ALTER SYSTEM RESET fsync")
        connection.execute("SELECT pg_reload_conf()")
