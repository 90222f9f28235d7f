"""Tables that are not those of a new blog are told; rights that are not are given anew."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from journal.models import AuditEntry
from tenants.db.scope import tenant_transaction
from tenants.fleet.catalog import differences
from tenants.fleet.doctor.like import drop_damaged
from tenants.models import FleetSchema, Tenant
from tenants.provisioning.spares import make_spares
from tests.fleet.doctor.conftest import found, mended, only, run
from tests.support.databases import socket_folder

pytestmark = pytest.mark.django_db(transaction=True)

SHAPES = {
    "a missing table": "DROP TABLE {s}.contact_message",
    "a missing index": "DROP INDEX {s}.post_public_newest",
    "one too many": "CREATE INDEX more ON {s}.blog_post (words)",
    "a missing constraint": "ALTER TABLE {s}.blog_post DROP CONSTRAINT post_words_from_0",
    "another type": "ALTER TABLE {s}.blog_post ALTER title TYPE varchar(201)",
    "a trigger": "CREATE FUNCTION {s}.f() RETURNS trigger LANGUAGE plpgsql AS"
    " 'BEGIN RETURN NEW; END'; CREATE TRIGGER t BEFORE INSERT ON {s}.blog_post"
    " FOR EACH ROW EXECUTE FUNCTION {s}.f()",
}
RIGHTS = {
    "a grant too many": 'GRANT TRUNCATE ON {s}.blog_post TO "{s}"',
    "a grant too few": 'REVOKE DELETE ON {s}.blog_post FROM "{s}"',
    "for everybody": "GRANT SELECT ON {s}.blog_post TO PUBLIC",
    "for another blog": 'GRANT SELECT ON {s}.blog_post TO "{other}"',
    "on a column": 'GRANT REFERENCES (id) ON {s}.blog_post TO "{s}"',
    "no way in": 'REVOKE USAGE ON SCHEMA {s} FROM "{s}"',
    "on the books": 'GRANT DELETE ON {s}.django_migrations TO "{s}"',
    "for tables to come": 'ALTER DEFAULT PRIVILEGES IN SCHEMA "{s}" GRANT TRUNCATE ON TABLES'
    ' TO "{s}"',
    "another owner": 'GRANT CREATE ON SCHEMA {s} TO "{s}"; ALTER TABLE {s}.blog_tag OWNER TO "{s}"',
    "no role": 'REVOKE ALL ON ALL TABLES IN SCHEMA {s} FROM "{s}";'
    ' REVOKE ALL ON ALL SEQUENCES IN SCHEMA {s} FROM "{s}"; REVOKE ALL ON SCHEMA {s} FROM "{s}";'
    ' ALTER DEFAULT PRIVILEGES IN SCHEMA "{s}" REVOKE ALL ON TABLES FROM "{s}";'
    ' ALTER DEFAULT PRIVILEGES IN SCHEMA "{s}" REVOKE ALL ON SEQUENCES FROM "{s}";'
    ' DROP ROLE "{s}"',
}


def other_than(tenant: Tenant) -> str:
    return Tenant.objects.exclude(pk=tenant.pk).get().schema_name


def tamper(tenant: Tenant, statement: str) -> None:
    run(statement.format(s=tenant.schema_name, other=other_than(tenant)))


@pytest.mark.parametrize("tampering", SHAPES)
def test_another_shape_is_told(tampering: str, ferry: Tenant) -> None:
    tamper(ferry, SHAPES[tampering])
    told = only("shapes")
    assert told.finding.where.startswith("ferry.")
    assert told.finding.mend is None
    assert told.finding.details
    assert found("shapes", mending=True)[0].is_mended is False


def test_an_index_that_was_begun_and_never_became_valid(ferry: Tenant) -> None:
    """As REINDEX CONCURRENTLY leaves it when it is interrupted; only a superuser can pretend so."""
    database = connection.settings_dict["NAME"]
    with psycopg.connect(host=socket_folder(), user="postgres", dbname=database) as superuser:
        superuser.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass",
            [f"{ferry.schema_name}.post_public_newest"],
        )
    assert "post_public_newest" in only("shapes").finding.words


@pytest.mark.parametrize("tampering", RIGHTS)
def test_other_rights_are_made_those_of_a_new_blog(tampering: str, ferry: Tenant) -> None:
    tamper(ferry, RIGHTS[tampering])
    assert only("rights").finding.where.startswith("ferry.")
    assert mended("rights").startswith("gave it the role and the rights")
    assert differences(ferry.schema_name, other_than(ferry)) == []
    entry = AuditEntry.objects.get(action="fleet.rights_given")
    assert (entry.tenant_id, entry.actor_id) == (ferry.pk, None)
    with tenant_transaction(ferry), connection.cursor() as cursor:
        cursor.execute("INSERT INTO blog_tag (name, slug) VALUES ('Sea', 'sea')")


def test_a_role_that_cannot_be_entered_can_be_again(ferry: Tenant) -> None:
    tamper(ferry, 'REVOKE "{s}" FROM CURRENT_USER;')
    told = only("rights")
    assert told.finding.words == "its role cannot be entered, so the blog is down"
    mended("rights")
    with tenant_transaction(ferry), connection.cursor() as cursor:
        cursor.execute("SELECT FROM blog_tag")


MIGHTY = {
    "LOGIN": ('ALTER ROLE "{s}" LOGIN;', "its role may LOGIN"),
    "a member": ('GRANT "{o}" TO "{s}";', "its role is a member of {o}"),
}


@pytest.mark.parametrize("tampering", MIGHTY)
def test_a_role_that_may_more_than_its_schema_is_told(tampering: str, ferry: Tenant) -> None:
    statement, words = MIGHTY[tampering]
    names = {"s": ferry.schema_name, "o": other_than(ferry)}
    run(statement.format(**names))
    told = only("rights")
    assert told.finding.words == words.format(**names)
    assert told.finding.mend is None
    run(told.finding.advice.partition(": ")[2])
    assert found() == []


def test_a_spare_unlike_the_others_is_dropped(ferry: Tenant, settings: Settings) -> None:
    settings.SPARE_SCHEMAS = 1
    make_spares(at_most=1)
    spare = FleetSchema.objects.get(spare=True)
    run(f"DROP TABLE {spare.pk}.blog_move")
    assert only("shapes").finding.where == f"spare {spare.pk}"
    assert mended("shapes") == "dropped it: the worker makes another one"
    assert not FleetSchema.objects.filter(spare=True).exists()


def test_one_that_a_blog_took_meanwhile_is_not(ferry: Tenant) -> None:
    assert "not a spare" in drop_damaged(ferry.schema_name)
    assert found() == []


def test_where_there_are_no_roles_none_is_missed(ferry: Tenant, settings: object) -> None:
    settings.TENANT_ROLES = False  # type: ignore[attr-defined]
    tamper(ferry, RIGHTS["no role"])
    assert found("rights", "roles") == []


def test_a_role_without_a_schema_is_dropped(ferry: Tenant) -> None:
    run(f'CREATE ROLE "t_{"0" * 32}" NOLOGIN')
    assert only("roles").finding.words == "a role without a schema"
    assert mended("roles") == "dropped it"


def test_a_role_that_something_depends_on_is_left(ferry: Tenant) -> None:
    name = f"t_{'1' * 32}"
    run(f'CREATE ROLE "{name}" NOLOGIN; GRANT SELECT ON public.tenants_tenant TO "{name}"')
    try:
        told = only("roles")
        assert told.finding.mend is None
        assert "DROP ROLE" in told.finding.advice
    finally:
        run(f'REVOKE ALL ON public.tenants_tenant FROM "{name}"; DROP ROLE "{name}"')
