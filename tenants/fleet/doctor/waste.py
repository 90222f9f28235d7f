"""Room that nothing uses: dead rows, indexes that grew and did not shrink, the catalog's own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import connection
from django.template.defaultfilters import filesizeformat
from psycopg import sql

from tenants.fleet.doctor.finding import Finding
from tenants.fleet.doctor.ground import Ground, long_ago

DEAD_LEAST = 50_000  # rows; autovacuum begins at a fifth of a table, so that half is too many
LEAST_PAGES = 256  # of an index: 2 MB
TIMES = 4  # what an index may be larger than its rows ask for

_DEAD = """
    SELECT schemaname::text, relname::text, n_dead_tup, n_live_tup FROM pg_stat_all_tables
    WHERE n_dead_tup >= %(least)s AND n_dead_tup > n_live_tup / 2
      AND coalesce(greatest(last_vacuum, last_autovacuum), '-infinity') < %(late)s
      AND schemaname NOT LIKE 'pg\\_toast%%' AND schemaname <> 'information_schema'
    ORDER BY n_dead_tup DESC
"""
# A leaf entry is a pointer, a header of 8 bytes, its columns padded to 8; pages are 90 % full.
_LOOSE = """
    SELECT space::text, name::text, pages, wanted FROM (
        SELECT n.nspname AS space, i.relname AS name, i.relpages AS pages,
            2 + ceil(greatest(i.reltuples, 0) * (12 + 8 * ceil(width.bytes / 8.0)) / 7372)
            AS wanted
        FROM pg_class i JOIN pg_index x ON x.indexrelid = i.oid
        JOIN pg_class t ON t.oid = x.indrelid
        JOIN pg_namespace n ON n.oid = i.relnamespace JOIN pg_am m ON m.oid = i.relam
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(s.avg_width), 16) AS bytes FROM pg_attribute a
            LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = t.relname
                AND s.attname = a.attname
            WHERE a.attrelid = i.oid
        ) AS width
        WHERE i.relpages >= %(least)s AND amname = 'btree' AND x.indisvalid
          AND (n.nspname = 'public' OR n.nspname = ANY(%(schemas)s))
    ) AS sized WHERE pages > %(times)s * wanted ORDER BY pages DESC
"""


def dead_rows(ground: Ground) -> Iterator[Finding]:
    """Tables, those of the catalog too, where more is dead than half of what lives."""
    with connection.cursor() as cursor:
        cursor.execute(_DEAD, {"least": DEAD_LEAST, "late": long_ago()})
        found = cursor.fetchall()
    for schema, table, dead, alive in found:
        words = f"{dead:,} dead rows beside {alive:,}"
        yield Finding(f"{schema}.{table}", words, mend=partial(_vacuum, schema, table))


def loose_indexes(ground: Ground) -> Iterator[Finding]:
    """B-trees several times as large as what is in them, as far as statistics can tell."""
    values: dict[str, Any] = {
        "least": LEAST_PAGES,
        "times": TIMES,
        "schemas": sorted(ground.members),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOOSE, values)
        found = cursor.fetchall()
    for schema, index, pages, wanted in found:
        size = filesizeformat(pages * 8192)
        words = f"{size}, where some {filesizeformat(wanted * 8192)} would do"
        yield Finding(f"{schema}.{index}", words, mend=partial(_rebuild, schema, index))


def _vacuum(schema: str, table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("VACUUM (ANALYZE, SKIP_LOCKED) {}").format(sql.Identifier(schema, table))
        )
    return "vacuumed it"


def _rebuild(schema: str, index: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("REINDEX INDEX CONCURRENTLY {}").format(sql.Identifier(schema, index))
        )
    return "built it anew, while people went on writing"
