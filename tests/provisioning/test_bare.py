"""Bare schemas: roles made ahead, so that nobody who signs up pays for a new one."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from pytest_django.fixtures import Settings

from accounts.models import User
from tenants.actions.create_tenant import create_tenant
from tenants.db.base import DatabaseWrapper
from tenants.db.scope import tenant_connection
from tenants.fleet.catalog import differences
from tenants.models import BareSchema, FleetSchema, State
from tenants.provisioning.bare import AT_ONCE, drop_bare, make_bare, take_bare
from tenants.provisioning.keeper import KEEPER
from tenants.provisioning.provision import provision
from tenants.provisioning.roles import create_role, may_enter
from tenants.provisioning.schema import drop_schema
from tenants.provisioning.spares import make_spares
from tenants.tasks import keep_spares
from tests.conftest import MakeBlog
from tests.support.databases import database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.needs_roles]


@pytest.fixture
def pool(settings: Settings, make_blog: MakeBlog) -> None:
    """Room for four, and the script to fill them with."""
    make_blog("warm-up")
    settings.BARE_SCHEMAS = 4


def bare() -> set[str]:
    return set(BareSchema.objects.values_list("pk", flat=True))


def roles(names: set[str]) -> list[tuple[str, bool, bool, bool]]:
    """How the application is a member of them: the row by which it may take them on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT roleid::regrole::text, admin_option, inherit_option, set_option"
            " FROM pg_auth_members WHERE member = current_user::regrole"
            " AND grantor = current_user::regrole AND roleid::regrole::text = ANY(%s)",
            [list(names)],
        )
        return list(cursor.fetchall())


def test_a_new_blog_fills_one_and_is_like_any_other(pool: None, make_blog: MakeBlog) -> None:
    like = make_blog("made-whole")
    assert make_bare() == 4
    ready = bare()
    blog = make_blog("alice")
    assert blog.state == State.READY
    assert blog.schema_name in ready
    assert bare() == ready - {blog.schema_name}
    assert differences(like.schema_name, blog.schema_name) == []
    of_both = roles({like.schema_name, blog.schema_name})
    assert {row[1:] for row in of_both} == {(False, False, True)}
    assert len(of_both) == 2


def test_spares_are_made_of_them(pool: None, settings: Settings) -> None:
    settings.SPARE_SCHEMAS = 3
    keep_spares()
    spares = set(FleetSchema.objects.filter(spare=True).values_list("pk", flat=True))
    assert len(spares) == 3
    assert len(bare()) == 1, "of four that were made first"


def test_more_are_made_when_half_are_gone(pool: None, settings: Settings) -> None:
    assert (make_bare(), make_bare()) == (4, 0)
    assert take_bare()
    assert make_bare() == 0
    assert take_bare()
    assert make_bare() == 2
    settings.BARE_SCHEMAS = 4 + 2 * AT_ONCE
    assert make_bare() == AT_ONCE, "no transaction lasts for ever"
    settings.BARE_SCHEMAS = 0
    assert make_bare() == 0


def test_those_too_many_are_dropped_with_their_roles(pool: None, settings: Settings) -> None:
    make_bare()
    before, settings.BARE_SCHEMAS = bare(), 1
    assert drop_bare() == 3
    assert drop_bare() == 0
    (kept,) = bare()
    assert {row[0] for row in roles(before)} == {kept}


def test_a_blog_that_fails_gives_its_own_back(
    pool: None, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_bare()
    ready = bare()
    tenant = create_tenant(by=alice, name="Alice", address="alice")

    def fail(*_: object) -> None:
        raise RuntimeError("no ink")

    monkeypatch.setattr("tenants.provisioning.provision.run_new_blog_hooks", fail)
    with pytest.raises(RuntimeError):
        provision(tenant.id)
    assert bare() == ready
    monkeypatch.undo()
    assert provision(tenant.id) is State.READY


def test_one_that_somebody_dropped_is_passed_over(pool: None, make_blog: MakeBlog) -> None:
    make_bare()
    gone, roleless, *rest = BareSchema.objects.order_by("made_at").values_list("pk", flat=True)
    drop_schema(tenant_connection(), gone)
    drop_schema(tenant_connection(), roleless)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(roleless)))
    assert make_blog("alice").schema_name in rest


def test_those_that_are_gone_are_made_anew(pool: None) -> None:
    """As after a doctor of the release before, who drops what is nobody's."""
    make_bare()
    before = bare()
    for name in before:
        drop_schema(tenant_connection(), name)
    assert make_bare() == 4
    assert not bare() & before


def test_there_is_one_keeper_at_a_time(pool: None, settings: Settings) -> None:
    with psycopg.connect(database_url()) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [KEEPER])
        assert make_bare() == 0
        other.rollback()
        assert make_bare() == 4
        settings.BARE_SCHEMAS = 0
        other.execute("SELECT pg_advisory_xact_lock(%s)", [KEEPER])
        assert drop_bare() == 0


def test_where_roles_grant_themselves_nothing_they_are_let_in(
    pool: None, make_blog: MakeBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the server makes a role as somebody else."""

    def without(connection: DatabaseWrapper, name: str) -> list[sql.Composed]:
        return [sql.SQL("CREATE ROLE {} NOLOGIN NOINHERIT").format(sql.Identifier(name))]

    monkeypatch.setattr("tenants.provisioning.schema.create_role", without)
    assert make_bare() == 4
    ready = bare()
    assert may_enter(tenant_connection(), ready) == ready
    assert make_blog("alice").schema_name in ready


def test_without_roles_none_are_made_or_taken(pool: None, settings: Settings) -> None:
    make_bare()
    settings.TENANT_ROLES, settings.SPARE_SCHEMAS = False, 1
    assert take_bare() is None
    assert make_bare() == 0
    assert make_spares(at_most=1) == 1, "made from the script alone"
    assert len(bare()) == 4
    assert drop_bare() == 4


def test_a_role_is_granted_where_it_cannot_grant_itself(
    pool: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other servers of one engine are sent statements, and no settings."""
    settings.DB_STATEMENT_AT_A_TIME = True
    said = [part.as_string(None) for part in create_role(tenant_connection(), "t_one")]
    assert said[1:] == ['GRANT "t_one" TO CURRENT_USER WITH INHERIT FALSE, SET TRUE']
    settings.DB_STATEMENT_AT_A_TIME = False
    assert "GRANT" not in str(create_role(tenant_connection(), "t_one"))
    monkeypatch.setitem(tenant_connection().__dict__, "pg_version", 150000)  # a cached property
    said = [part.as_string(None) for part in create_role(tenant_connection(), "t_one")]
    assert said[1:] == ['GRANT "t_one" TO CURRENT_USER']
