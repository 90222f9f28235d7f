"""Running what is due: once, fairly, and without one blog's trouble becoming another's."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from psycopg import sql

from blog import due
from blog.actions.enqueue import enqueue
from blog.models import OutboxEntry
from journal.doorbell import ring
from journal.models import DueTenant
from tenants.db.scope import current_tenant_id, owe_public, tenant_transaction
from tenants.due import run
from tenants.due.run import reconcile_due, run_due
from tenants.models import State, Tenant
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[uuid.UUID | None, dict[str, Any]]]:
    """What the handler of "note" was called with, and for whom."""
    calls: list[tuple[uuid.UUID | None, dict[str, Any]]] = []
    monkeypatch.setitem(
        due.handlers, "note", lambda payload: calls.append((current_tenant_id(), payload))
    )
    return calls


@pytest.fixture
def quiet_blog(make_blog: MakeBlog) -> Callable[[str], Tenant]:
    """A blog whose first due work is done."""

    def make(address: str) -> Tenant:
        tenant = make_blog(address)
        run_due()
        assert not DueTenant.objects.filter(pk=tenant.id).exists()
        return tenant

    return make


def put(tenant: Tenant, key: str, due_at: datetime | None = None, kind: str = "note") -> None:
    with tenant_transaction(tenant):
        enqueue(kind, key, {"key": key}, due_at)


def entry(tenant: Tenant, key: str) -> OutboxEntry:
    with tenant_transaction(tenant):
        return OutboxEntry.objects.get(key=key)


def bell(tenant: Tenant) -> datetime | None:
    row = DueTenant.objects.filter(pk=tenant.id).first()
    return row.next_due_at if row else None


def test_work_is_done_once_in_its_own_tenant(quiet_blog: Any, seen: list[Any]) -> None:
    one, two = quiet_blog("one"), quiet_blog("two")
    put(one, "a")
    put(two, "a")
    assert run_due() == 2
    assert run_due() == 0
    assert sorted(seen, key=str) == sorted(
        [(one.id, {"key": "a"}), (two.id, {"key": "a"})], key=str
    )
    assert entry(one, "a").done_at is not None
    assert bell(one) is None


def test_the_bell_is_set_for_what_comes_next(quiet_blog: Any, seen: list[Any]) -> None:
    tenant, later = quiet_blog("one"), timezone.now() + HOUR
    put(tenant, "now")
    put(tenant, "later", later)
    run_due()
    assert [payload["key"] for _tenant, payload in seen] == ["now"]
    assert bell(tenant) == later


def test_the_same_key_again_is_not_done_again(quiet_blog: Any, seen: list[Any]) -> None:
    tenant = quiet_blog("one")
    for _ in range(2):
        put(tenant, "a")
        run_due()
    assert len(seen) == 1


def test_a_busy_blog_keeps_no_other_waiting(
    quiet_blog: Any, seen: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "TURN", 3)
    busy, calm = quiet_blog("busy"), quiet_blog("calm")
    long_ago = timezone.now() - HOUR
    for number in range(10):
        put(busy, f"busy {number}", long_ago)
    put(calm, "calm")
    run_due(limit=1)
    run_due(limit=1)
    assert [payload["key"] for _tenant, payload in seen] == ["busy 0", "busy 1", "busy 2", "calm"]
    while run_due(limit=1):
        pass
    assert len(seen) == 11


def test_a_failure_is_undone_noted_and_put_off(
    quiet_blog: Any, seen: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(payload: dict[str, Any]) -> None:
        enqueue("note", "made by a failure")
        owe_public("never", sql.SQL("INSERT INTO journal_duetenant VALUES (NULL)"))
        raise RuntimeError("no ink")

    monkeypatch.setitem(due.handlers, "fail", fail)
    tenant = quiet_blog("one")
    put(tenant, "bad", kind="fail")
    put(tenant, "good")
    run_due()
    assert [payload["key"] for _tenant, payload in seen] == ["good"]
    bad = entry(tenant, "bad")
    assert (bad.attempts, bad.done_at, bad.last_error) == (1, None, "RuntimeError: no ink")
    assert bell(tenant) == bad.due_at > timezone.now()
    with tenant_transaction(tenant):
        assert not OutboxEntry.objects.filter(key="made by a failure").exists()


def test_a_database_error_leaves_the_transaction_usable(
    quiet_blog: Any, seen: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        due.handlers, "fail", lambda payload: connection.cursor().execute("SELECT * FROM nothing")
    )
    tenant = quiet_blog("one")
    put(tenant, "bad", kind="fail")
    put(tenant, "good")
    run_due()
    assert len(seen) == 1
    assert "nothing" in entry(tenant, "bad").last_error


@pytest.mark.needs_roles
def test_a_handler_cannot_see_public_tables(
    quiet_blog: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        due.handlers,
        "spy",
        lambda payload: connection.cursor().execute("SELECT * FROM public.accounts_user"),
    )
    tenant = quiet_blog("one")
    put(tenant, "spy", kind="spy")
    run_due()
    assert "permission denied" in entry(tenant, "spy").last_error


def test_an_unknown_kind_waits_for_the_code_that_knows_it(
    quiet_blog: Any, seen: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code from before, during a deploy: it neither loses the work nor wears its tries out."""
    tenant = quiet_blog("one")
    put(tenant, "from the future", timezone.now() - HOUR, kind="telepathy")
    put(tenant, "of today")
    run_due()
    assert [payload["key"] for _tenant, payload in seen] == ["of today"]
    left = entry(tenant, "from the future")
    assert (left.attempts, left.done_at) == (0, None)
    assert "telepathy" in left.last_error
    assert bell(tenant) == left.due_at <= timezone.now() + due.ASK_AGAIN
    monkeypatch.setitem(due.handlers, "telepathy", due.handlers["note"])
    monkeypatch.setattr(timezone, "now", lambda: left.due_at)
    run_due()
    assert [payload["key"] for _tenant, payload in seen] == ["of today", "from the future"]


def test_one_tenants_broken_schema_stops_no_other(quiet_blog: Any, seen: list[Any]) -> None:
    broken, whole = quiet_blog("broken"), quiet_blog("whole")
    put(broken, "a")
    put(whole, "a")
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TABLE "{broken.schema_name}".blog_outboxentry')
    assert run_due() == 2
    assert [tenant_id for tenant_id, _payload in seen] == [whole.id]
    assert bell(broken) is not None


@pytest.mark.parametrize("state", [State.SUSPENDED, State.DELETED, State.PROVISIONING])
def test_a_blog_that_is_not_ready_keeps_its_work(
    quiet_blog: Any, seen: list[Any], state: State
) -> None:
    tenant = quiet_blog("one")
    put(tenant, "a")
    Tenant.objects.filter(pk=tenant.pk).update(state=state)
    run_due()
    ringing = bell(tenant)
    assert ringing is not None
    assert ringing > timezone.now()
    Tenant.objects.filter(pk=tenant.pk).update(state=State.READY)
    reconcile_due(tenant)
    run_due()
    assert len(seen) == 1


def test_the_bell_of_a_tenant_that_is_gone_falls_silent() -> None:
    ring(tenant_id := uuid.uuid4(), timezone.now() - HOUR)
    run_due()
    assert not DueTenant.objects.filter(pk=tenant_id).exists()


def test_reconcile_finds_what_a_restore_brought(quiet_blog: Any, seen: list[Any]) -> None:
    tenant = quiet_blog("one")
    put(tenant, "a")
    DueTenant.objects.all().delete()
    assert run_due() == 0
    assert reconcile_due(tenant) is not None
    assert run_due() == 1
    assert len(seen) == 1


def test_reconcile_of_an_idle_blog_rings_nothing(quiet_blog: Any) -> None:
    tenant = quiet_blog("one")
    assert reconcile_due(tenant) is None
    assert bell(tenant) is None


def test_old_done_entries_are_cleared_away(quiet_blog: Any, seen: list[Any]) -> None:
    tenant = quiet_blog("one")
    put(tenant, "old")
    put(tenant, "recent")
    run_due()
    with tenant_transaction(tenant):
        OutboxEntry.objects.filter(key="old").update(done_at=timezone.now() - timedelta(days=31))
    put(tenant, "new")
    run_due()
    with tenant_transaction(tenant):
        keys = set(OutboxEntry.objects.filter(kind="note").values_list("key", flat=True))
    assert keys == {"recent", "new"}
