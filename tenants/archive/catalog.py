"""What the open schema's tables look like, asked of the database and not of the code."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from psycopg import sql

from tenants.archive.hooks import tables_made_anew

BOOKS = "django_migrations"

_TABLES = """
    SELECT c.relname::text,
        array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = ''),
        coalesce(array_agg(a.attname::text) FILTER (WHERE a.attidentity <> ''), '{}'),
        coalesce((SELECT array_agg(k.attname::text ORDER BY key.place)
            FROM pg_catalog.pg_index i, unnest(i.indkey) WITH ORDINALITY AS key(number, place),
                pg_catalog.pg_attribute k
            WHERE i.indrelid = c.oid AND i.indisprimary
                AND k.attrelid = c.oid AND k.attnum = key.number), '{}')
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = %s AND c.relkind IN ('r', 'p')
    GROUP BY c.oid, c.relname ORDER BY c.relname
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as it stands: columns that are written, which count up, and the primary key."""

    name: str
    columns: list[str]
    identity: list[str]
    key: list[str]

    def named(self, columns: list[str] | None = None) -> sql.Composed:
        """The columns for SQL."""
        return sql.SQL(", ").join(map(sql.Identifier, columns or self.columns))


def shapes(schema: str) -> dict[str, Shape]:
    """The tables of `schema` that travel in an archive, by name."""
    stay = tables_made_anew() | {BOOKS}
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [schema])
        return {name: Shape(name, *rest) for name, *rest in cursor.fetchall() if name not in stay}


def applied_migrations() -> list[tuple[str, str]]:
    """The migrations of the open schema, sorted."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT app, name FROM {BOOKS} ORDER BY app, name")  # noqa: S608
        return [(app, name) for app, name in cursor.fetchall()]


def last_of(shape: Shape) -> dict[str, int]:
    """Where the ids of a table go on, in the open schema: the last one given, 0 for none."""
    found = {}
    with connection.cursor() as cursor:
        for column in shape.identity:
            table = sql.Identifier(shape.name).as_string()
            cursor.execute(
                "SELECT coalesce(pg_sequence_last_value("
                "pg_get_serial_sequence(%s, %s)::regclass), 0)",
                [table, column],
            )
            found[column] = cursor.fetchone()[0]
    return found
