"""Whether every table of a new schema lies where its blog is, on an engine of several servers.

Citus makes a table local, without an error, when it was built in a way that it does not see.
"""

from __future__ import annotations

from tenants.db.base import DatabaseWrapper

_TABLES = """
    SELECT relname::text FROM pg_class
    WHERE relnamespace = to_regnamespace(%s) AND relkind IN ('r', 'p')
"""
_SPREAD = "SELECT table_name::regclass::oid FROM citus_tables WHERE citus_table_type = 'schema'"


class NotSpread(RuntimeError):
    """A schema has tables that its engine does not know as the tenant's."""


def require_spread(connection: DatabaseWrapper, schema: str) -> None:
    """Raise NotSpread when the engine keeps books and lacks a table of `schema`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('citus_tables') IS NOT NULL")
        (keeps_books,) = cursor.fetchone()
        if not keeps_books:
            return
        cursor.execute(f"{_TABLES} AND oid NOT IN ({_SPREAD})", [f'"{schema}"'])
        local = sorted(name for (name,) in cursor.fetchall())
    if local:
        raise NotSpread(f"{schema} has tables that lie on this server alone: {', '.join(local)}.")
