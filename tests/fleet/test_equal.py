"""Django's way, the recorded template and the fleet runner make one and the same schema."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tenants.db.scope import tenant_connection
from tenants.fleet.catalog import differences
from tenants.fleet.migrate import Order, migrate_fleet
from tenants.fleet.plan import aim_at
from tenants.models import FleetSchema, new_schema_name
from tenants.provisioning.schema import create_schema
from tenants.provisioning.template import tenant_leaves, tenant_plan
from tenants.provisioning.version import note_what_is_true
from tests.conftest import MakeBlog
from tests.support.facts import record

pytestmark = pytest.mark.django_db(transaction=True)


def by_django(upto: int | None = None) -> str:
    """A spare with the first `upto` tenant migrations, made by Django's own executor."""
    name, wrapper = new_schema_name(), tenant_connection()
    with transaction.atomic(), connection.cursor() as cursor:
        books = "CREATE TABLE django_migrations (app text, name text)"
        create_schema(wrapper, name, [books], spare=True)
        cursor.execute(f'DROP TABLE "{name}".django_migrations')
    with wrapper.migrating(name):
        executor = MigrationExecutor(wrapper)
        plan = executor.migration_plan(tenant_leaves(executor.loader))
        executor.migrate([], plan=plan[:upto])
    with connection.cursor() as cursor:
        cursor.execute(f'REVOKE INSERT, UPDATE, DELETE ON "{name}".django_migrations FROM "{name}"')
        note_what_is_true(cursor, name)
    return name


def test_every_migration_there_is(make_blog: MakeBlog) -> None:
    from_template = make_blog("template").schema_name
    plan = tenant_plan(MigrationLoader(None))
    spares = [by_django(upto) for upto in range(1, len(plan) + 1)]
    reference = spares[-1]
    result = migrate_fleet(Order())
    assert not result.failures
    assert len(result.migrated) == len(plan) - 1  # one of each version but the last
    for schema in [from_template, *spares[:-1]]:
        assert differences(reference, schema) == []
    assert len({*FleetSchema.objects.values_list("version", flat=True)}) == 1
    record("fleet migrations", compared=len(spares) + 1, migrations=len(plan))


def test_every_migration_taken_back(make_blog: MakeBlog) -> None:
    make_blog("warm-up")
    plan = [key for key in tenant_plan(MigrationLoader(None)) if key[0] == "blog"]
    for at in range(len(plan) - 2, -1, -1):
        label, name = plan[at]
        assert not migrate_fleet(Order(aim=aim_at(label, name))).failures
        version = set(FleetSchema.objects.values_list("version", flat=True))
        assert len(version) == 1
    assert not migrate_fleet(Order()).failures
    assert differences(by_django(), FleetSchema.objects.filter(spare=False).get().pk) == []


TAMPERED = {
    "a column that may be null": "ALTER TABLE blog_post ALTER title DROP NOT NULL",
    "another type": "ALTER TABLE blog_post ALTER title TYPE varchar(201)",
    "a default": "ALTER TABLE blog_post ALTER title SET DEFAULT 'x'",
    "no default": "ALTER TABLE blog_blog ALTER takes_messages DROP DEFAULT",
    "identity of another kind": "ALTER TABLE blog_post ALTER id SET GENERATED ALWAYS",
    "a missing index": "DROP INDEX post_public_newest",
    "a foreign index": "CREATE INDEX more ON blog_post (words)",
    "a missing constraint": "ALTER TABLE blog_post DROP CONSTRAINT post_words_from_0",
    "a constraint not validated": "ALTER TABLE blog_post ADD CONSTRAINT c CHECK (id > 0) NOT VALID",
    "a renamed constraint": "ALTER TABLE blog_post RENAME CONSTRAINT post_words_from_0 TO w",
    "a grant too many": 'GRANT TRUNCATE ON blog_post TO "{schema}"',
    "a grant too few": 'REVOKE DELETE ON blog_post FROM "{schema}"',
    "a grant on a column": 'GRANT REFERENCES (id) ON blog_post TO "{schema}"',
    "another owner": 'GRANT CREATE ON SCHEMA "{schema}" TO "{schema}";'
    ' ALTER TABLE blog_tag OWNER TO "{schema}"',
    "a comment": "COMMENT ON TABLE blog_post IS 'x'",
    "a comment on a column": "COMMENT ON COLUMN blog_post.title IS 'x'",
    "a sequence's step": "ALTER SEQUENCE blog_post_id_seq INCREMENT 2",
    "a trigger": "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
    " CREATE TRIGGER t BEFORE INSERT ON blog_post FOR EACH ROW EXECUTE FUNCTION f()",
    "a table": "CREATE TABLE more (id int)",
    "row security": "ALTER TABLE blog_post ENABLE ROW LEVEL SECURITY",
    "storage": "ALTER TABLE blog_post ALTER content SET STORAGE EXTERNAL",
    "table options": "ALTER TABLE blog_post SET (fillfactor = 70)",
    "a migration too few": "DELETE FROM django_migrations WHERE app = 'contact'",
    "a grant for tables to come": 'ALTER DEFAULT PRIVILEGES IN SCHEMA "{schema}"'
    ' GRANT TRUNCATE ON TABLES TO "{schema}"',
}


@pytest.mark.parametrize("tampering", TAMPERED)
def test_the_comparison_sees(tampering: str, make_blog: MakeBlog) -> None:
    one, other = (make_blog(name).schema_name for name in ("one", "two"))
    assert differences(one, other) == []
    with connection.cursor() as cursor:
        cursor.execute(f'SET search_path = "{other}"')
        try:
            cursor.execute(TAMPERED[tampering].replace("{schema}", other))
        finally:
            cursor.execute("RESET search_path")
    assert differences(one, other)


def test_the_comparison_does_not_mind_the_order_of_columns(make_blog: MakeBlog) -> None:
    one, other = (make_blog(name).schema_name for name in ("one", "two"))
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{one}".blog_tag ADD a int, ADD b int')
        cursor.execute(f'ALTER TABLE "{other}".blog_tag ADD b int, ADD a int')
    assert differences(one, other) == []
