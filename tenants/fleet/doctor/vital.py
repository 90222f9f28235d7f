"""Blogs that lost the rows without which no page of theirs can be shown."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from psycopg import sql

from tenants.fleet.census import AT_ONCE
from tenants.fleet.doctor.finding import Finding
from tenants.fleet.doctor.ground import Ground

_vital: list[str] = []


def register_vital(table: str) -> None:
    """Say that every living blog has a row in `table`, of its own schema."""
    _vital.append(table)


def emptied(ground: Ground) -> Iterator[Finding]:
    """Living blogs with the table, and nothing in it: as after `migrate … zero` and back."""
    schemas = sorted(set(ground.living) & ground.schemas)
    count = 1 if settings.DB_STATEMENT_AT_A_TIME else AT_ONCE
    for table in _vital:
        for start in range(0, len(schemas), count):
            for schema in _empty(table, schemas[start : start + count]):
                words = f"there is nothing in {table}, so none of its pages can be shown"
                advice = "restore it from a backup: manage.py blog restore … --over …"
                yield Finding(ground.name_of(schema), words, advice)


def _empty(table: str, schemas: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name"
            " WHERE to_regclass(format('%%I.%%I', name, %s::text)) IS NOT NULL",
            [schemas, table],
        )
        questions = [
            sql.SQL("SELECT {} WHERE NOT EXISTS (SELECT FROM {})").format(
                sql.Literal(name), sql.Identifier(name, table)
            )
            for (name,) in cursor.fetchall()
        ]
        if not questions:
            return []
        cursor.execute(sql.SQL(" UNION ALL ").join(questions))
        return [name for (name,) in cursor.fetchall()]
