"""Spares: ready schemas that new blogs take, each once, and only when they fit."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from accounts.models import User
from blog.models import Author, Category
from tenants.actions.create_tenant import create_tenant
from tenants.db.scope import tenant_transaction
from tenants.fleet.lock import fleet_lock
from tenants.models import BareSchema, FleetSchema, SchemaTemplate, State, Tenant
from tenants.provisioning.bare import make_bare, wanted
from tenants.provisioning.provision import provision
from tenants.provisioning.spares import AT_ONCE, drop_spares, make_spares
from tenants.tasks import keep_spares
from tests.conftest import MakeBlog
from tests.support.facts import record
from tests.support.hands import Hands

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pool(settings: Settings, make_blog: MakeBlog) -> None:
    """Room for three spares, and the script to make them."""
    settings.SPARE_SCHEMAS = 3
    make_blog("warm-up")


def spares() -> set[str]:
    return set(FleetSchema.objects.filter(spare=True).values_list("pk", flat=True))


def test_a_new_blog_takes_a_spare_and_fills_it(pool: None, make_blog: MakeBlog) -> None:
    assert make_spares(at_most=10) == 3
    ready = spares()
    tenant = make_blog("alice", name="Alice writes")
    assert tenant.schema_name in ready
    assert spares() == ready - {tenant.schema_name}
    with tenant_transaction(tenant):
        assert Category.objects.count() == 1
        assert Author.objects.get().name == "Alice writes"


def test_an_empty_pool_falls_back_on_the_script(pool: None, make_blog: MakeBlog) -> None:
    assert spares() == set()
    assert make_blog("alice").state == State.READY


@pytest.mark.needs_roles
def test_the_pool_is_filled_to_its_size_and_at_its_rate(pool: None, settings: Settings) -> None:
    assert make_spares(at_most=2) == 2
    assert make_spares(at_most=2) == 1
    assert make_spares(at_most=2) == 0
    settings.SPARE_SCHEMAS, settings.SPARES_PER_MINUTE = AT_ONCE + 5, 6 * (AT_ONCE + 1)
    keep_spares()
    assert len(spares()) == 3 + AT_ONCE + 1
    settings.SPARE_SCHEMAS = 2
    while drop_spares():
        pass
    assert len(spares()) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace n JOIN pg_roles ON rolname = nspname"
                       " WHERE nspname = ANY(%s)", [list(spares())])  # fmt: skip
        assert len(cursor.fetchall()) == 2, "each with its role"


def test_a_spare_of_another_version_is_never_given_out_and_dropped(
    pool: None, make_blog: MakeBlog
) -> None:
    make_spares(at_most=3)
    FleetSchema.objects.filter(spare=True).update(version="0" * 64)
    stale = spares()
    assert make_blog("alice").schema_name not in stale
    dropped = [drop_spares() for _ in range(4)]
    assert (sum(dropped), dropped[-1]) == (3, 0)
    assert spares() == set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = ANY(%s)", [list(stale)])
        assert cursor.fetchone() is None


def test_a_spare_without_a_role_is_not_given_out_where_roles_are_on(
    pool: None, settings: Settings, make_blog: MakeBlog
) -> None:
    settings.TENANT_ROLES = False
    make_spares(at_most=1)
    settings.TENANT_ROLES = True
    assert make_blog("alice").schema_name not in spares()
    assert len(spares()) == 1


def test_the_pool_rests_while_the_fleet_migrates(pool: None) -> None:
    with fleet_lock():
        keep_spares()
    assert spares() == set()
    keep_spares()
    assert len(spares()) == 3


def test_without_a_script_no_spares_are_made(pool: None, caplog: pytest.LogCaptureFixture) -> None:
    SchemaTemplate.objects.all().delete()
    keep_spares()
    assert spares() == set()
    assert "manage.py migrate" in caplog.text


def test_a_blog_that_fails_gives_its_spare_back(
    pool: None, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_spares(at_most=1)
    tenant = create_tenant(by=alice, name="Alice", address="alice")

    def fail(*_: object) -> None:
        raise RuntimeError("no ink")

    monkeypatch.setattr("tenants.provisioning.provision.run_new_blog_hooks", fail)
    with pytest.raises(RuntimeError):
        provision(tenant.id)
    assert len(spares()) == 1
    monkeypatch.undo()
    assert provision(tenant.id) is State.READY
    assert spares() == set()


def test_a_burst_of_200_drains_the_pool_and_loses_none(
    settings: Settings, make_blog: MakeBlog
) -> None:
    make_blog("warm-up")
    settings.SPARE_SCHEMAS, settings.BARE_SCHEMAS = 40, 50
    make_spares(at_most=40)
    assert make_bare() == wanted(), "drained as well"
    ready = spares()
    owner = User.objects.create(email="owner@post.example")

    def sign_up(number: int) -> str:
        tenant = create_tenant(by=owner, name=f"Blog {number}", address=f"burst-{number}")
        return str(provision(tenant.id))

    with Hands(12) as people:
        outcomes = list(people.map(sign_up, range(200)))
    assert outcomes == ["ready"] * 200
    blogs = Tenant.objects.filter(domains__domain__startswith="burst-")
    schemas = set(blogs.values_list("schema_name", flat=True))
    assert len(schemas) == 200, "no spare was given out twice"
    assert ready <= schemas
    assert spares() == set()
    assert not BareSchema.objects.exists()
    for tenant in blogs.order_by("pk")[:5]:
        with tenant_transaction(tenant):
            assert Author.objects.get().name == tenant.name
    record("a burst of sign-ups", signed_up=200, spares=40, lost=0)
