"""The audit: one row per act, in the act's transaction, for good."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from journal import audit
from journal.forget import _FORGET, _FORGET_ABOUT, _FORGET_ACCOUNT
from journal.models import AuditEntry
from journal.on_behalf import as_admin
from tenants.db.scope import tenant_transaction
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db
MANY = 1_000  # entries


def test_an_admins_act_is_marked_and_nobody_elses_is() -> None:
    ada, bob = uuid.uuid4(), uuid.uuid4()
    with as_admin(ada):
        for who in (ada, bob, None):
            audit.record("thing.done", by=who, tenant_id=None)
    audit.record("thing.done", by=ada, tenant_id=None)
    told = AuditEntry.objects.order_by("at").values_list("actor_id", "details")
    assert list(told) == [(ada, {"as_admin": True}), (bob, {}), (None, {}), (ada, {})]


def test_outside_a_tenant_it_is_written_at_once() -> None:
    who, where = uuid.uuid4(), uuid.uuid4()
    entry_id = audit.record("user.renamed", by=who, tenant_id=where, target="Ida", before="Ada")
    entry = AuditEntry.objects.get(pk=entry_id)
    assert (entry.action, entry.actor_id, entry.tenant_id) == ("user.renamed", who, where)
    assert (entry.target, entry.details) == ("Ida", {"before": "Ada"})


def test_nobody_and_nowhere_are_null() -> None:
    entry = AuditEntry.objects.get(pk=audit.record("sweep.ran", by=None, tenant_id=None))
    assert (entry.actor_id, entry.tenant_id, entry.details) == (None, None, {})


def test_inside_a_tenant_it_comes_at_the_end(make_blog: MakeBlog) -> None:
    tenant = make_blog()
    with tenant_transaction(tenant) as scope:
        entry_id = audit.record("post.made", by=None, tenant_id=tenant.id)
        assert f"audit:{entry_id}" in scope.owed
    assert AuditEntry.objects.filter(pk=entry_id, tenant_id=tenant.id).count() == 1


def test_it_goes_with_the_act_that_failed(make_blog: MakeBlog) -> None:
    tenant, entry_id = make_blog(), None
    with pytest.raises(ZeroDivisionError), tenant_transaction(tenant):
        entry_id = audit.record("post.made", by=None, tenant_id=tenant.id)
        _ = 1 / 0
    assert entry_id is not None
    assert not AuditEntry.objects.filter(pk=entry_id).exists()


@pytest.mark.parametrize("words", ["it's; DROP TABLE x --", "100 %s %(a)s", "\\' || '", "émoji 🖋"])
def test_any_words_are_kept_as_they_are(words: str) -> None:
    entry_id = audit.record("post.made", by=None, tenant_id=None, target=words, said=words)
    entry = AuditEntry.objects.get(pk=entry_id)
    assert (entry.target, entry.details) == (words, {"said": words})


def test_long_targets_are_cut_and_dates_are_words() -> None:
    moment = datetime(2026, 11, 1, 12, tzinfo=UTC)
    entry_id = audit.record("x.y", by=None, tenant_id=None, target="a" * 300, at_time=moment)
    entry = AuditEntry.objects.get(pk=entry_id)
    assert len(entry.target) == audit.MAX_TARGET
    assert entry.details == {"at_time": "2026-11-01T12:00:00Z"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_auditentry SET action = 'x'",
        "DELETE FROM journal_auditentry",
        "UPDATE journal_auditentry SET action = 'x' WHERE false",
    ],
)
def test_the_database_refuses_to_change_or_delete(statement: str) -> None:
    audit.record("x.y", by=None, tenant_id=None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEntry.objects.filter(action="x.y").count() == 1


def plan_of(statement: str, values: dict[str, Any]) -> str:
    """How Postgres would go about it among many entries of many people and blogs."""
    now = timezone.now()  # as many before it as after
    moments = [now + timedelta(minutes=n - MANY / 2) for n in range(MANY)]
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=at, actor_id=uuid.uuid4(), tenant_id=uuid.uuid4(), target=f"{at}@post.example"
        )
        for at in moments
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE journal_auditentry")
        cursor.execute("SET LOCAL enable_seqscan = off")  # not as many as all that
        cursor.execute(f"EXPLAIN {statement}", values)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_what_names_a_person_is_found_without_reading_all_of_it() -> None:
    plan = plan_of(_FORGET, {"words": ["alice@post.example"], "actor": uuid.uuid4()})
    assert "audit_by_target" in plan
    assert "audit_by_actor" in plan
    assert "Seq Scan" not in plan


def test_so_is_what_is_about_an_account_whose_e_mail_was_only_typed() -> None:
    account = {"actor": uuid.uuid4(), "own": ["a@post.example"], "email": "a@post.example"}
    plan = plan_of(_FORGET_ACCOUNT, {**account, "since": timezone.now()})
    assert "audit_by_target" in plan
    assert "audit_by_actor" in plan
    assert "Seq Scan" not in plan


def test_so_is_what_names_them_in_entries_about_a_few_blogs() -> None:
    few = {"tenants": [uuid.uuid4()], "patterns": ["alice@post"], "until": timezone.now()}
    plan = plan_of(_FORGET_ABOUT, few)
    assert "audit_by_tenant" in plan
    assert "Seq Scan" not in plan
