"""Whether both are the same where they must be: tables, rows, and the pages that are measured."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg import sql

from bench import content
from bench.browser import Browser
from bench.stage import HOST, Stage, free_port, url_of
from bench.stock.beside import Stock
from tenants.models import Tenant

LABEL, POSTS = "same", 12
PAGES = ("/", "/blog/post-1/", "/blog/post-5/", f"/blog/post-{POSTS}/")

# Everything that a schema has, told in its own words, without its name and without grants.
_SHAPE = """
    SELECT c.relkind::text, c.relname, '' FROM pg_class c WHERE c.relnamespace = %(schema)s
        AND c.relkind <> 't'
    UNION ALL
    SELECT 'column', c.relname || '.' || a.attname,
           format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attidentity::text
           || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = %(schema)s AND c.relkind = 'r' AND NOT a.attisdropped
    UNION ALL
    SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = %(schema)s
    UNION ALL
    SELECT 'index', indexname, replace(indexdef, schemaname || '.', '') FROM pg_indexes
        WHERE schemaname = %(name)s
"""
# What is due because of a write is no part of what stock does; and it notes in each schema the
# migrations of the shared apps as well.
LEFT_OUT = {"blog_outboxentry", "django_migrations"}


def differences(stage: Stage) -> list[str]:
    """A line for each that is not the same; makes a blog on either side."""
    now = datetime.now(UTC).replace(microsecond=0)
    stock = Stock.beside(stage)
    host = f"{LABEL}.{HOST}"
    (made,) = stock.make(host, posts=POSTS, now=now)
    tenant = content.blog(LABEL)
    content.fill(tenant, first=1, last=POSTS, now=now)
    ours = shape_of(stage.environment["DATABASE_URL"], tenant.schema_name)
    theirs = shape_of(stock.url, made["schema"])
    return [
        *(f"only Inkstead has {what}" for what in sorted(ours - theirs)),
        *(f"only stock has {what}" for what in sorted(theirs - ours)),
        *_other_pages(stage, stock, host),
        *_other_rows(stage, stock, tenant, made["schema"]),
    ]


def shape_of(url: str, schema: str) -> set[tuple[Any, ...]]:
    """Tables, columns, indexes, sequences and constraints of a schema, and how each is defined."""
    with psycopg.connect(url) as connection:
        oid = connection.execute("SELECT %s::regnamespace::oid", [schema]).fetchone()
        connection.execute("SELECT set_config('search_path', %s, false)", [f"{schema},extensions"])
        values = {"schema": oid and oid[0], "name": schema}
        return set(connection.execute(_SHAPE, values).fetchall())


def _first_other(ours: str, theirs: str) -> str:
    """Where two pages part."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    place = next((at for at, (a, b) in pairs if a != b), min(len(ours), len(theirs)))
    return f"{ours[place : place + 60]!r}, stock {theirs[place : place + 60]!r}"


def _other_pages(stage: Stage, stock: Stock, host: str) -> list[str]:
    port = free_port(stage.port + 1)
    stock.serve(port, host)
    with Browser(stage.port) as ours, Browser(port) as theirs:
        return [
            f"{path} is another page: {a.status}, {len(a.text)} characters; "
            f"stock {b.status}, {len(b.text)}; from {_first_other(a.text, b.text)}"
            for path in PAGES
            for a, b in [(ours.get(url_of(host, path)), theirs.get(url_of(host, path)))]
            if (a.status, a.text) != (200, b.text)
        ]


def _other_rows(stage: Stage, stock: Stock, tenant: Tenant, schema: str) -> list[str]:
    ours = _counts(stage.environment["DATABASE_URL"], tenant.schema_name)
    theirs = _counts(stock.url, schema)
    return [
        f"{table} has {ours[table]} rows, stock {theirs.get(table)}"
        for table in sorted(ours)
        if ours[table] != theirs.get(table) and table not in LEFT_OUT
    ]


def _counts(url: str, schema: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]
        ).fetchall()
        return {table: _count(connection, schema, table) for (table,) in tables}


def _count(connection: psycopg.Connection[Any], schema: str, table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
