"""Schemas and rows that do not belong together, each really made."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from journal.models import AuditEntry
from tenants.archive.models import KeptSchema
from tenants.db.scope import tenant_connection
from tenants.fleet.doctor.examine import examine
from tenants.fleet.lock import fleet_lock
from tenants.models import BareSchema, FleetSchema, SchemaTemplate, Tenant, new_schema_name
from tenants.provisioning.bare import forget_bare, make_bare
from tenants.provisioning.schema import create_schema, drop_schema
from tenants.provisioning.spares import make_spares
from tenants.provisioning.template import current_script
from tests.conftest import ensure_template
from tests.fleet.doctor.conftest import found, mended, only, run

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_healthy_fleet_has_no_finding(ferry: Tenant, settings: Settings) -> None:
    settings.SPARE_SCHEMAS, settings.BARE_SCHEMAS = 2, 3
    make_spares(at_most=2)
    assert make_bare() == 3
    assert {one.look.name: one.told for one in examine() if one.told} == {}


def test_nor_has_an_empty_one(clean: None) -> None:
    ensure_template()
    assert found() == []


def orphan() -> str:
    name = new_schema_name()
    create_schema(tenant_connection(), name, current_script())
    FleetSchema.objects.filter(pk=name).delete()
    return name


def test_an_empty_schema_that_is_nobodys_is_dropped_with_its_role(ferry: Tenant) -> None:
    name = orphan()
    told = only("orphans")
    assert (told.finding.where, told.finding.words) == (
        name,
        "no blog, spare or kept schema, and nothing in it",
    )
    assert mended("orphans") == "dropped it with its role"
    entry = AuditEntry.objects.get(action="fleet.orphan_dropped")
    assert (entry.target, entry.actor_id) == (name, None)


def test_one_that_holds_something_is_told_and_left(ferry: Tenant) -> None:
    name = orphan()
    run(f"INSERT INTO {name}.blog_tag (name, slug) VALUES ('Sea', 'sea')")
    told = only("orphans")
    assert told.finding.words.endswith("there are rows in blog_tag")
    (told,) = found("orphans", mending=True)
    assert not told.is_mended
    assert "DROP SCHEMA" in told.finding.advice
    assert found("orphans")


def test_what_a_killed_migrate_recorded_in(ferry: Tenant) -> None:
    run("CREATE SCHEMA scratch_1")
    with fleet_lock():
        assert found("orphans") == []  # somebody may be at it
    assert only("orphans").finding.where == "scratch_1"
    assert mended("orphans") == "dropped it"


@pytest.mark.parametrize("called", ["t_" + "a" * 32, "set_aside"])
def test_a_blog_whose_schema_has_another_name(ferry: Tenant, called: str) -> None:
    """Nothing is dropped, and nobody is told to drop anything."""
    run(f"ALTER SCHEMA {ferry.schema_name} RENAME TO {called}")
    told = only("nowhere")
    assert told.finding.words == f"its schema is called {called} now"
    (told,) = found(mending=True)
    run(told.finding.advice)
    assert found() == []


def test_a_blog_that_was_emptied_is_named(ferry: Tenant) -> None:
    run(f"TRUNCATE {ferry.schema_name}.blog_blog")
    told = only("contents")
    assert told.finding.where == f"ferry.inkstead.localhost ({ferry.schema_name})"
    assert "nothing in blog_blog" in told.finding.words
    assert "restore" in told.finding.advice


def test_a_blog_whose_schema_is_gone(ferry: Tenant) -> None:
    run(f"DROP SCHEMA {ferry.schema_name} CASCADE")
    words = {told.finding.words for told in found()}
    assert words == {"its schema is gone", "a role without a schema"}
    (told,) = found("nowhere", mending=True)
    assert told.finding.where == f"ferry.inkstead.localhost ({ferry.schema_name})"
    assert not told.is_mended
    assert "restore" in told.finding.advice


def test_notes_of_schemas_that_are_not_there(ferry: Tenant) -> None:
    FleetSchema.objects.create(pk=new_schema_name(), version="0" * 64, spare=True, has_role=True)
    assert only("nowhere").finding.words == "noted as a spare, and not there"
    assert mended("nowhere") == "forgot it"


def test_a_bare_schema_that_is_not_there(ferry: Tenant, settings: Settings) -> None:
    settings.BARE_SCHEMAS = 2
    make_bare()
    gone, there = BareSchema.objects.values_list("pk", flat=True)
    drop_schema(tenant_connection(), gone)
    told = only("nowhere")
    assert (told.finding.where, told.finding.words.split(",")[0]) == (
        f"bare {gone}",
        "noted as bare",
    )
    assert not forget_bare(there)
    assert mended("nowhere") == "forgot it"
    assert BareSchema.objects.get().pk == there


def test_a_kept_schema_that_is_not_there(ferry: Tenant) -> None:
    KeptSchema.objects.create(
        tenant=ferry, schema_name=new_schema_name(), gone_after=timezone.now()
    )
    assert only("nowhere").finding.words.startswith("kept after a restore")
    assert mended("nowhere").startswith("forgot it")
    assert AuditEntry.objects.get(action="fleet.kept_forgotten").tenant_id == ferry.pk


def test_a_version_that_is_not_what_the_schema_says(ferry: Tenant) -> None:
    FleetSchema.objects.filter(pk=ferry.schema_name).update(version="0" * 64)
    assert only("versions").finding.words == "its migrations are not those that were noted"
    assert mended("versions") == "noted what it has"


def test_one_that_lacks_a_migration_is_sent_to_migrate(ferry: Tenant) -> None:
    run(f"DELETE FROM {ferry.schema_name}.django_migrations WHERE app = 'contact'")
    found("versions", mending=True)  # notes what is true now
    told = only("versions")
    assert told.finding.words == "it lacks migrations of this version"
    assert told.finding.advice == "manage.py migrate"
    assert told.finding.mend is None


def test_one_without_a_table_of_migrations(ferry: Tenant) -> None:
    run(f"DROP TABLE {ferry.schema_name}.django_migrations")
    assert "it has no table of migrations" in {told.finding.words for told in found("versions")}


def test_a_spare_without_one_is_dropped(ferry: Tenant, settings: Settings) -> None:
    settings.SPARE_SCHEMAS = 1
    make_spares(at_most=1)
    run(f"DROP TABLE {FleetSchema.objects.get(spare=True).pk}.django_migrations")
    assert mended("versions") == "dropped it: the worker makes another one"


def test_no_script_for_new_blogs(ferry: Tenant) -> None:
    SchemaTemplate.objects.all().delete()
    assert only("versions").finding.words == "no recorded script serves this version"
