"""What Postgres knows of a column that a migration added to a large table."""

from __future__ import annotations

import pytest
from django.db import connection

from tenants.fleet.lock import connect
from tenants.fleet.statistics import LARGE, learn_new_columns
from tests.conftest import MakeBlog
from tests.fleet.bodies import ADD_FIELD
from tests.fleet.conftest import Write, ask, migrate

pytestmark = pytest.mark.django_db(transaction=True)

KNOWN = "SELECT attname FROM pg_stats WHERE schemaname = %s AND tablename = 'contact_message'"


def fill(schema: str, rows: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{schema}".contact_message (name, email, text, sent_at)'
            " SELECT 'A', 'a@b.example', 'x', now() FROM generate_series(1, %s)",
            [rows],
        )
        cursor.execute(f'ANALYZE "{schema}".contact_message')


def known(schema: str) -> set[str]:
    return {str(name) for (name,) in ask(KNOWN, [schema])}


def test_a_new_column_of_a_large_table_is_known_at_once(
    make_blog: MakeBlog, write_migrations: Write
) -> None:
    large, small = (make_blog(name).schema_name for name in ("alice", "bruno"))
    fill(large, LARGE)
    fill(small, 10)
    assert "email" in known(small)
    write_migrations(m0002=ADD_FIELD)
    assert not migrate()[1]
    assert {"mood", "stars", "email"} <= known(large)
    assert not {"mood", "stars"} & known(small)  # ten rows are read as they are


def test_a_table_that_is_held_is_left(make_blog: MakeBlog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenants.fleet.statistics.WAIT", "50ms")
    large = make_blog("alice").schema_name
    fill(large, LARGE)
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{large}".contact_message ADD mood text')
    with connect("another") as other, other.transaction():
        other.execute(f'LOCK "{large}".contact_message IN SHARE UPDATE EXCLUSIVE MODE')
        assert learn_new_columns() == []
    assert learn_new_columns() == [f"{large}.contact_message"]
    assert "mood" in known(large)
