"""A backend that does not know of a new role yet: another connection goes in its place."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from psycopg import errors, sql

from tenants.db.base import DatabaseWrapper
from tenants.db.scope import RENEWALS, tenant_connection, tenant_transaction
from tenants.models import Tenant
from tests.conftest import MakeBlog
from tests.support.databases import database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.needs_roles]


@pytest.fixture
def ferry(make_blog: MakeBlog) -> Tenant:
    return make_blog("ferry")


def elsewhere(statement: str, tenant: Tenant) -> None:
    """By another backend, as the role's maker."""
    text = sql.SQL(statement).format(sql.Identifier(tenant.schema_name))
    with psycopg.connect(database_url(), autocommit=True) as other:
        other.execute(text)


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


@pytest.fixture
def renewed(ferry: Tenant, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The backends that were let go of; with the first, the blog's role may be entered again."""
    pids: list[int] = []
    renew: Callable[[DatabaseWrapper], None] = DatabaseWrapper.renew

    def watched(self: DatabaseWrapper) -> None:
        pids.append(self.connection.info.backend_pid)
        elsewhere("GRANT {} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE", ferry)
        renew(self)

    monkeypatch.setattr(DatabaseWrapper, "renew", watched)
    elsewhere("REVOKE SET OPTION FOR {} FROM CURRENT_USER", ferry)
    return pids


def test_another_connection_begins_again(ferry: Tenant, renewed: list[int]) -> None:
    before = backend()
    with tenant_transaction(ferry), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, pg_backend_pid()")
        role, now = cursor.fetchone()
    assert role == ferry.schema_name
    assert renewed == [before]
    assert now != before
    assert not connection.in_atomic_block


def test_who_is_refused_for_good_is_told_so(ferry: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere("REVOKE SET OPTION FOR {} FROM CURRENT_USER", ferry)
    renewals: list[int] = []
    renew: Callable[[DatabaseWrapper], None] = DatabaseWrapper.renew

    def counted(self: DatabaseWrapper) -> None:
        renewals.append(1)
        renew(self)

    monkeypatch.setattr(DatabaseWrapper, "renew", counted)
    denied = pytest.raises(ProgrammingError, match="permission denied")
    with denied as refused, tenant_transaction(ferry):
        pytest.fail("It was entered.")
    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege)
    assert len(renewals) == RENEWALS
    assert tenant_connection().scope is None
    assert backend()


def test_inside_an_open_transaction_nothing_is_begun_again(
    ferry: Tenant, renewed: list[int]
) -> None:
    """What was done before would be lost with the connection."""
    with pytest.raises(ProgrammingError), transaction.atomic():
        backend()
        with tenant_transaction(ferry):
            pytest.fail("It was entered.")
    assert renewed == []
