"""What Postgres knows of columns that a migration added.

It looks at a table anew when a tenth of it has changed, and a new column changes no row: until
then it takes a value that all rows have for one that few have, and reads 10,000 posts where an
index would give it the first ten.
"""

from __future__ import annotations

from django.db import DatabaseError, connection, transaction
from psycopg import sql

LARGE = 1_000  # rows; below that any plan is quick
WAIT = "2s"  # for a table that is being vacuumed: that analyzes it, too

# Whoever owns a table sees in pg_stats what is known of it.
_UNKNOWN = """
    SELECT n.nspname, c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.reltuples >= %s AND n.nspname !~ '^(pg_|information_schema$)'
        AND NOT EXISTS (
            SELECT FROM pg_stats s
            WHERE (s.schemaname, s.tablename, s.attname) = (n.nspname, c.relname, a.attname)
        )
    GROUP BY n.nspname, c.relname
"""


def learn_new_columns() -> list[str]:
    """Have large tables looked at that have columns of which nothing is known; returns which.

    A table that somebody else keeps locked is left as it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNKNOWN, [LARGE])
        found = cursor.fetchall()
    return [
        f"{schema}.{table}" for schema, table, columns in found if _look(schema, table, columns)
    ]


def _look(schema: str, table: str, columns: list[str]) -> bool:
    analyze = sql.SQL("ANALYZE {} ({})").format(
        sql.Identifier(schema, table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WAIT])
            cursor.execute(analyze)
    except DatabaseError:
        return False
    return True
