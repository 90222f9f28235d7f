"""A blog has few relations, and each table and index of it has a reason in docs/relations.md."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from tests.conftest import MakeBlog
from tests.support.databases import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = ROOT / "docs/relations.md"
TABLES, RELATIONS = 20, 110

_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace"
_COUNT = """
    SELECT count(*) FILTER (WHERE relkind = 'r'),
        -- a TOAST table stands in a schema of its own, with its index
        count(*) + 2 * count(*) FILTER (WHERE reltoastrelid <> 0)
    FROM pg_class WHERE relnamespace = %s::regnamespace
"""
_INDEXES = """
    SELECT i.relname, t.relname || ' (' || string_agg(a.attname, ', ' ORDER BY a.attnum) || ')'
    FROM pg_index x JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid
    JOIN pg_attribute a ON a.attrelid = i.oid
    WHERE i.relnamespace = %s::regnamespace GROUP BY i.relname, t.relname
"""
# A constraint other than these is made of an index or is a column's NOT NULL.
_POINTING = """
    SELECT conrelid::regclass::text, conname, conkey FROM pg_constraint k
    WHERE contype = 'f' AND connamespace = %(schema)s::regnamespace AND NOT EXISTS (
        SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = conkey[1] AND indpred IS NULL
    )
"""
_KINDS = "SELECT DISTINCT contype::text FROM pg_constraint WHERE connamespace = %s::regnamespace"
_TWICE = """
    SELECT less.indexrelid::regclass::text, more.indexrelid::regclass::text
    FROM pg_index less JOIN pg_index more USING (indrelid)
    JOIN pg_class c ON c.oid = less.indexrelid
    WHERE c.relnamespace = %s::regnamespace AND less.indexrelid <> more.indexrelid
      AND NOT less.indisunique AND less.indpred IS NULL AND more.indpred IS NULL
      AND less.indexprs IS NULL AND more.indexprs IS NULL
      AND starts_with(more.indkey::text || ' ', less.indkey::text || ' ')
      AND starts_with(more.indclass::text || ' ', less.indclass::text || ' ')
      AND starts_with(more.indoption::text || ' ', less.indoption::text || ' ')
"""


@pytest.fixture
def schema(make_blog: MakeBlog) -> str:
    return make_blog("small").schema_name


def ask(query: str, schema: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"schema": schema} if "%(" in query else [schema])
        return list(cursor.fetchall())


def written(heading: str) -> dict[str, list[str]]:
    """The rows of the table below `heading`: its other cells by its first."""
    text = PAGE.read_text().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in text.splitlines() if "|" in line]
    names = [first for first, *_rest in rows[2:]]
    assert len(names) == len(set(names)), "named twice"
    return {first: rest for first, *rest in rows[2:]}


def test_it_stays_within_its_budget(schema: str) -> None:
    ((tables, relations),) = ask(_COUNT, schema)
    assert 5 < int(tables) <= TABLES
    assert int(tables) < int(relations) <= RELATIONS


def test_every_table_has_a_reason_and_every_reason_a_table(schema: str) -> None:
    there = {name for (name,) in ask(_TABLES, schema)}
    assert there == set(written("Tables"))
    assert all(len(why) > 2 for (why,) in written("Tables").values())


def test_every_index_has_a_reason_and_every_reason_an_index(schema: str) -> None:
    there = {name: on for name, on, *_ in ask(_INDEXES, schema)}
    assert there == {name: on for name, (on, _why) in written("Indexes").items()}
    assert all(len(why) > 5 for _on, why in written("Indexes").values())


def test_no_index_is_the_beginning_of_another(schema: str) -> None:
    assert ask(_TWICE, schema) == []


def test_what_points_at_another_table_is_found_when_that_row_goes(schema: str) -> None:
    assert ask(_POINTING, schema) == []


def test_there_are_no_other_kinds_of_constraints(schema: str) -> None:
    assert {kind for (kind,) in ask(_KINDS, schema)} <= set("pufcn")
