"""`manage.py migrate` and what it finds out: plans, checks, lists, and books that are not true."""

from __future__ import annotations

import pytest
from django.db import connection

from tenants.fleet.catalog import differences
from tenants.models import FleetSchema
from tests.conftest import MakeBlog
from tests.fleet.bodies import ADD_FIELD, BROKEN_FOR_SOME, BY_PYTHON
from tests.fleet.conftest import Write, has, migrate

pytestmark = pytest.mark.django_db(transaction=True)


def test_plan_and_check_change_nothing(
    make_blog: MakeBlog, write_migrations: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    blog = make_blog("alice").schema_name
    migrate("--check")
    write_migrations(m0002=ADD_FIELD)
    said, _error = migrate("--plan")
    assert "1 blog:" in said
    assert "Add field mood to message" in said
    with pytest.raises(SystemExit) as stop:
        migrate("--check")
    assert stop.value.code == 1
    assert not has(blog, "mood")
    assert not migrate()[1]
    migrate("--check")


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_check_sees_drift_and_migrate_plans_by_what_is_true(
    first: bool, by_hand: bool, make_blog: MakeBlog, write_migrations: Write
) -> None:
    made = [make_blog(name) for name in ("alice", "bruno", "carla")]
    blogs = sorted(made, key=lambda blog: blog.pk, reverse=not first)
    write_migrations(m0002=ADD_FIELD)
    assert not migrate()[1]
    old = blogs[0].schema_name
    with connection.cursor() as cursor:  # as a stranger's tool would
        cursor.execute(f"DELETE FROM \"{old}\".django_migrations WHERE name = 'm0002'")
        cursor.execute(f'ALTER TABLE "{old}".contact_message DROP mood, DROP stars')
    with pytest.raises(SystemExit):
        migrate("--check")
    write_migrations(m0003=BY_PYTHON if by_hand else BROKEN_FOR_SOME)
    assert not migrate()[1]
    assert differences(old, blogs[1].schema_name) == []
    migrate("--check")


def test_a_schema_that_lost_its_books_spoils_it_for_nobody_else(
    make_blog: MakeBlog, write_migrations: Write
) -> None:
    blogs = sorted((make_blog(name) for name in ("alice", "bruno", "carla")), key=lambda b: b.pk)
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "{blogs[0].schema_name}" CASCADE')
        books = f'INSERT INTO "{blogs[1].schema_name}".django_migrations (app, name, applied)'
        cursor.execute(
            f"{books} SELECT app, name, now() FROM {blogs[1].schema_name}.django_migrations"
        )  # fmt: skip -- twice: harmless
    write_migrations(m0002=ADD_FIELD)
    said, error = migrate()
    assert "1 blog of 3 not migrated" in error
    assert blogs[0].schema_name in said
    assert [has(b.schema_name, "mood") for b in blogs] == [False, True, True]


def test_list_counts_who_has_what(make_blog: MakeBlog, write_migrations: Write) -> None:
    make_blog("alice"), make_blog("bruno")
    write_migrations(m0002=ADD_FIELD)
    migrate("--only", "alice")
    said, _error = migrate("--list")
    assert "[X] 0001_initial (2 of 2)" in said
    assert "[-] m0002 (1 of 2)" in said
    assert "accounts" in said
    assert "accounts" not in migrate("contact", "--list")[0]


def test_schemas_without_a_note_are_looked_up(make_blog: MakeBlog, write_migrations: Write) -> None:
    blog = make_blog("alice").schema_name
    FleetSchema.objects.all().delete()
    assert not migrate()[1]
    assert FleetSchema.objects.get().pk == blog
    FleetSchema.objects.all().delete()
    write_migrations(m0002=ADD_FIELD)
    assert not migrate()[1]
    assert has(blog, "mood")
    assert FleetSchema.objects.get().pk == blog
