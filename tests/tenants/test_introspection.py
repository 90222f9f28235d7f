"""The list of tables is Django's own, whatever it was asked of."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.backends.postgresql.introspection import DatabaseIntrospection
from django.db.backends.utils import CursorWrapper

from tenants.db.scope import tenant_connection
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db(transaction=True)


def both(cursor: CursorWrapper) -> tuple[list[Any], list[Any]]:
    """Ours, and what Django finds by looking at all relations that the search_path shows."""
    connection = tenant_connection()
    plain = DatabaseIntrospection(connection)
    ours = connection.introspection.get_table_list(cursor)
    return sorted(ours), sorted(plain.get_table_list(cursor))


def test_public(make_blog: MakeBlog) -> None:
    make_blog("marginalia")
    with tenant_connection().cursor() as cursor:
        cursor.execute("CREATE VIEW seen AS SELECT 1 AS one")
        cursor.execute("CREATE TABLE parted (n int) PARTITION BY RANGE (n)")
        cursor.execute("CREATE TABLE part PARTITION OF parted FOR VALUES FROM (0) TO (9)")
        cursor.execute("COMMENT ON TABLE parted IS 'in parts'")
        try:
            ours, djangos = both(cursor)
        finally:
            cursor.execute("DROP VIEW seen")
            cursor.execute("DROP TABLE parted")
    assert ours == djangos
    names = {row[0] for row in ours}
    assert {"tenants_tenant", "seen", "parted", "part"} <= names
    assert "blog_post" not in names


def test_a_blogs_schema(make_blog: MakeBlog) -> None:
    blog = make_blog("marginalia")
    with tenant_connection().migrating(blog.schema_name), tenant_connection().cursor() as cursor:
        ours, djangos = both(cursor)
    assert ours == djangos
    names = {row[0] for row in ours}
    assert {"blog_post", "django_migrations"} <= names
    assert "tenants_tenant" not in names


def test_it_looks_at_no_other_schemas(make_blog: MakeBlog) -> None:
    """The plan goes by indexes: the catalog is never read from end to end."""
    for number in range(3):
        make_blog(f"beside-{number}")
    from tenants.db.introspection import _TABLES

    with tenant_connection().cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")  # few relations here would invite one
        cursor.execute(f"EXPLAIN {_TABLES}", ["public"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("RESET enable_seqscan")
    assert "Seq Scan" not in plan, plan
