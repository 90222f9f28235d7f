"""`manage.py migrate` over blogs and spares, with migrations of the test's own."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from pytest_django.fixtures import Settings

from blog.models import Category
from tenants.actions.trash_tenant import trash_tenant
from tenants.db.scope import tenant_transaction
from tenants.fleet.catalog import catalog, differences
from tenants.fleet.lock import connect, fleet_lock
from tenants.models import FleetSchema
from tenants.provisioning.spares import make_spares
from tests.conftest import MakeBlog
from tests.fleet.bodies import ADD_FIELD, BROKEN_FOR_SOME, BY_PYTHON, CONCURRENT
from tests.fleet.conftest import Write, add_message, ask, has, migrate

pytestmark = pytest.mark.django_db(transaction=True)


def test_blogs_and_spares_get_a_field_and_their_rows_its_default(
    make_blog: MakeBlog, write_migrations: Write, settings: Settings
) -> None:
    settings.SPARE_SCHEMAS = 2
    blogs = [make_blog(name) for name in ("alice", "bruno", "carla")]
    trash_tenant(blogs[2], by=None, reason="Enough")  # the trash is migrated too
    add_message(blogs[0], "Dora")
    assert make_spares(at_most=5) == 2
    write_migrations(m0002=ADD_FIELD)
    said, error = migrate()
    assert not error
    assert "3 blogs and 2 spares" in said
    assert "Migrated: 5 of 5" in said
    schemas = list(FleetSchema.objects.values_list("pk", flat=True))
    assert len(schemas) == 5
    assert all(has(schema, "mood") for schema in schemas)
    assert ask(f'SELECT mood FROM "{blogs[0].schema_name}".contact_message') == [("calm",)]
    assert len(set(FleetSchema.objects.values_list("version", flat=True))) == 1
    new = make_blog("diana").schema_name
    assert new in schemas, "a spare that was migrated is given out"
    assert differences(new, blogs[1].schema_name) == []
    assert "to migrate" not in migrate()[0]


def test_an_index_is_made_without_locking_and_in_the_template_plainly(
    make_blog: MakeBlog, write_migrations: Write
) -> None:
    blog = make_blog("alice")
    write_migrations(m0002=CONCURRENT)
    assert not migrate()[1]
    assert differences(blog.schema_name, make_blog("bruno").schema_name) == []
    assert ask("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^scratch_'") == [(0,)]


@pytest.mark.parametrize("left", ["invalid", "whole"])
def test_half_an_index_from_a_killed_run_is_made_anew(
    left: str, make_blog: MakeBlog, write_migrations: Write
) -> None:
    blog = make_blog("alice")
    add_message(blog, "Dora")
    add_message(blog, "Dora")  # two of one e-mail: a unique index remains invalid
    unique = "UNIQUE" if left == "invalid" else ""
    make = f'CREATE {unique} INDEX CONCURRENTLY by_email ON "{blog.schema_name}".contact_message'
    with connection.cursor() as cursor, suppress(IntegrityError):
        cursor.execute(f"{make} (email)")
    assert any("by_email" in line for line in catalog(blog.schema_name))
    write_migrations(m0002=CONCURRENT)
    assert not migrate()[1]
    assert differences(blog.schema_name, make_blog("bruno").schema_name) == []


def test_python_runs_for_each_blog_in_its_transaction(
    make_blog: MakeBlog, write_migrations: Write, settings: Settings
) -> None:
    settings.SPARE_SCHEMAS = 1
    blogs = [make_blog(name) for name in ("alice", "bruno")]
    make_spares(at_most=1)
    spare = FleetSchema.objects.get(spare=True).pk
    write_migrations(m0002=ADD_FIELD, m0003=BY_PYTHON, m0004=CONCURRENT)
    assert not migrate()[1]
    for blog in blogs:
        rows = ask(f'SELECT name, text FROM "{blog.schema_name}".contact_message')
        assert rows == [(str(blog.id), blog.schema_name)]
        blog.content_version.refresh_from_db()
        assert blog.content_version.version == 700
        assert has(blog.schema_name, "mood")
    assert ask(f'SELECT text FROM "{spare}".contact_message') == [(spare,)]
    assert ask("SHOW search_path") != [(spare,)]


def test_one_that_fails_is_named_and_the_others_finish(
    make_blog: MakeBlog, write_migrations: Write
) -> None:
    blogs = [make_blog(name) for name in ("alice", "bruno", "carla")]
    add_message(blogs[1], "Forbidden")
    write_migrations(m0002=ADD_FIELD, m0003=BROKEN_FOR_SOME)
    said, error = migrate()
    assert "1 blog of 3 not migrated: bruno." in error
    assert f"bruno.inkstead.localhost ({blogs[1].schema_name}): contact.m0003: " in said
    assert "not_forbidden" in said
    assert [has(b.schema_name, "once") for b in blogs] == [True, False, True]
    assert all(has(b.schema_name, "mood") for b in blogs), "what came before it stands"
    with tenant_transaction(blogs[1]):
        assert Category.objects.count() == 1

    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{blogs[1].schema_name}".contact_message')
    said, error = migrate()
    assert not error
    assert "1 blog\n" in said
    assert differences(blogs[0].schema_name, blogs[1].schema_name) == []


def test_a_blog_in_use_is_tried_again_and_holds_up_nobody(
    make_blog: MakeBlog, write_migrations: Write, settings: Settings
) -> None:
    settings.FLEET_LOCK_TIMEOUT_MS, settings.FLEET_TRIES = 50, 2
    blogs = [make_blog(name) for name in ("alice", "bruno")]
    write_migrations(m0002=ADD_FIELD)
    with connect("a long report") as other:
        other.execute(f'BEGIN; LOCK TABLE "{blogs[0].schema_name}".contact_message')
        said, error = migrate()
    assert "lock timeout" in said
    assert "1 blog of 2" in error
    assert [has(b.schema_name, "mood") for b in blogs] == [False, True]
    settings.FLEET_TRIES = 6
    assert not migrate()[1]
    assert has(blogs[0].schema_name, "mood")


def test_two_at_once_exclude_each_other(make_blog: MakeBlog) -> None:
    make_blog("alice")
    with fleet_lock():
        _said, error = migrate()
        assert "Another run of migrate is at work (inkstead migrate, process" in error
        migrate("--plan")  # looking is free
    assert not migrate()[1]


def test_only_one_blog_and_a_few_canaries(make_blog: MakeBlog, write_migrations: Write) -> None:
    blogs = {name: make_blog(name).schema_name for name in ("alice", "bruno", "carla", "diana")}
    write_migrations(m0002=ADD_FIELD)
    assert not migrate("--only", "bruno")[1]
    assert [name for name, schema in blogs.items() if has(schema, "mood")] == ["bruno"]
    assert not migrate("--canary", "2")[1]
    assert 2 <= sum(has(schema, "mood") for schema in blogs.values()) <= 3
    again = {schema for schema in blogs.values() if has(schema, "mood")}
    migrate("--canary", "2")
    assert again == {schema for schema in blogs.values() if has(schema, "mood")}
    assert "no blog at 'nobody'" in migrate("--only", "nobody")[1]


@pytest.mark.parametrize("canary", ["-1", "some"])
def test_no_number_of_canaries(canary: str, make_blog: MakeBlog, write_migrations: Write) -> None:
    schemas = [make_blog(name).schema_name for name in ("alice", "bruno")]
    write_migrations(m0002=ADD_FIELD)
    with pytest.raises(CommandError, match="no number of blogs"):
        call_command("migrate", f"--canary={canary}")
    assert not any(has(schema, "mood") for schema in schemas)


@pytest.mark.parametrize("one_by_one", [True, False])
def test_a_statement_at_a_time_makes_the_same(
    one_by_one: bool, make_blog: MakeBlog, write_migrations: Write, settings: Settings
) -> None:
    settings.DB_STATEMENT_AT_A_TIME = one_by_one
    blogs = [make_blog(name).schema_name for name in ("alice", "bruno")]
    write_migrations(m0002=ADD_FIELD)
    assert not migrate()[1]
    for blog in blogs:
        assert differences(blog, make_blog(f"x{blog[2:9]}").schema_name) == []


def test_without_roles(make_blog: MakeBlog, write_migrations: Write, settings: Settings) -> None:
    settings.TENANT_ROLES, settings.SPARE_SCHEMAS = False, 1
    blog = make_blog("alice").schema_name
    make_blog("bruno")
    make_spares(at_most=1)
    write_migrations(m0002=ADD_FIELD)
    assert not migrate()[1]
    spare = FleetSchema.objects.get(spare=True).pk
    assert make_blog("carla").schema_name == spare
    assert differences(blog, spare) == []


def test_a_shared_app_leaves_the_fleet_alone(make_blog: MakeBlog, write_migrations: Write) -> None:
    blog = make_blog("alice").schema_name
    write_migrations(m0002=ADD_FIELD)
    assert "blog" not in migrate("accounts")[0]
    assert not has(blog, "mood")
