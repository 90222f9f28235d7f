"""The mode for several servers: on Citus (`make test-citus`), and on what there is."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from tenants.db.scope import role_of, tenant_connection
from tenants.fleet import census
from tenants.models import FleetSchema, new_schema_name
from tenants.provisioning import spares
from tenants.provisioning.schema import create_schema
from tenants.provisioning.spread import NotSpread
from tenants.provisioning.template import current_script
from tests.conftest import MakeBlog
from tests.engine_rules import cluster
from tests.engine_rules.base import DatabaseWrapper
from tests.support.databases import ROOT, database_url

pytestmark = pytest.mark.django_db(transaction=True)
ON_CITUS = os.environ.get("INKSTEAD_TEST_THE_DATABASE_ITSELF") == "1"


@pytest.fixture(autouse=True)
def mode(settings: Settings) -> None:
    settings.DB_STATEMENT_AT_A_TIME, settings.TENANT_ROLES = True, False


@pytest.fixture
def books() -> Iterator[None]:
    """On any other engine: a stand-in for the view in which Citus tells of its tables."""
    if not ON_CITUS:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE VIEW public.citus_tables AS"
                " SELECT c.oid::regclass AS table_name, 'schema' AS citus_table_type"
                " FROM pg_class c WHERE relkind = 'r' AND relname <> 'blog_tag'"
            )
    yield
    if not ON_CITUS:
        with connection.cursor() as cursor:
            cursor.execute("DROP VIEW public.citus_tables")


def relations(schema: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [schema])
        return int(cursor.fetchone()[0])


def test_a_blog_is_made_statement_by_statement(
    make_blog: MakeBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_blog("warm-up")
    sent: list[list[bytes]] = []
    plain = DatabaseWrapper.run_batch

    def noted(self: DatabaseWrapper, said: list[bytes]) -> None:
        sent.append(said)
        plain(self, said)

    monkeypatch.setattr(DatabaseWrapper, "run_batch", noted)
    schema = make_blog("alice").schema_name
    builds = [said for said in sent if any(b"CREATE" in one or b"ALTER" in one for one in said)]
    assert len(builds) > 40
    assert {len(said) for said in builds} == {1}
    assert relations(schema) > 10
    assert role_of(schema) is None


@pytest.mark.skipif(not ON_CITUS, reason="NOT RUN ON CITUS: there is no cluster (make test-citus)")
def test_every_table_of_a_blog_lies_where_the_blog_is(make_blog: MakeBlog) -> None:
    schema = make_blog("alice").schema_name
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM citus_tables WHERE table_name::text LIKE %s",
                       [f"%{schema}.%"])  # fmt: skip
        assert cursor.fetchone()[0] == relations(schema)


@pytest.mark.skipif(ON_CITUS, reason="Citus keeps its own books")
def test_a_table_that_stays_behind_is_found(make_blog: MakeBlog, books: None) -> None:
    with pytest.raises(NotSpread, match="blog_tag") as caught:
        make_blog("alice")
    assert "blog_post" not in str(caught.value)


def test_spares_come_one_in_a_transaction(make_blog: MakeBlog, settings: Settings) -> None:
    make_blog("warm-up")
    settings.SPARE_SCHEMAS = 2
    assert spares._make_some(spares._at_once()) == 1
    assert spares.make_spares(at_most=5) == 1
    settings.SPARE_SCHEMAS = 0
    assert spares.drop_spares() == spares.drop_spares() == 1
    assert spares.drop_spares() == 0


def test_schemas_are_looked_at_one_by_one(
    make_blog: MakeBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    blogs = [make_blog(name).schema_name for name in ("alice", "bruno")]
    asked: list[list[str]] = []
    some = census._some_versions

    def noted(names: list[str]) -> dict[str, str]:
        asked.append(names)
        return some(names)

    monkeypatch.setattr(census, "_some_versions", noted)
    found = census.true_versions(blogs)
    assert asked == [[blog] for blog in blogs]
    assert found == dict(FleetSchema.objects.filter(pk__in=blogs).values_list("pk", "version"))


def test_a_schema_without_a_known_version_is_looked_at(make_blog: MakeBlog) -> None:
    blog, name = make_blog("alice").schema_name, new_schema_name()
    with transaction.atomic():
        create_schema(tenant_connection(), name, current_script())
    versions = set(FleetSchema.objects.filter(pk__in=[blog, name]).values_list("version"))
    assert len(versions) == 1


def make(**environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return subprocess.run(
        [ROOT / "scripts/test-citus.sh"], env=clean | environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


@pytest.mark.skipif(ON_CITUS, reason="there is a cluster")
def test_without_a_cluster_it_is_loud() -> None:
    absent = make()
    assert absent.returncode == 2
    assert "NOT RUN ON CITUS" in absent.stderr
    assert "tests/due/test_run.py" in absent.stderr


@pytest.mark.skipif(ON_CITUS, reason="there is a cluster")
def test_another_engine_is_none() -> None:
    other = make(DATABASE_URL=database_url())
    assert other.returncode == 2
    assert "It is no Citus" in other.stderr
    assert "passed" not in other.stdout


def test_a_database_that_is_not_for_tests_is_left_alone() -> None:
    class Cluster:
        class info:
            dbname = "inkstead"

        def execute(self, _query: bytes) -> Cluster:
            return self

        def fetchone(self) -> tuple[int]:
            return (1,)

    assert "not named for that" in next(iter(cluster.what_it_lacks(Cluster())))  # type: ignore[arg-type]


def test_the_settings_are_read_from_the_environment() -> None:
    if os.environ.get("DB_STATEMENT_AT_A_TIME") == "1":
        assert django_settings.DB_STATEMENT_AT_A_TIME
        assert not django_settings.TENANT_ROLES
