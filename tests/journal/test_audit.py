"""The audit: one row per act, in the act's transaction, for good."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from journal import audit
from journal.models import AuditEntry
from tenants.db.scope import tenant_transaction
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db


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


def test_what_names_a_person_is_found_without_reading_all_of_it() -> None:
    from journal.forget import _FORGET

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a table of tests is read as a whole
        words: Any = {"words": ["alice@post.example"], "actor": uuid.uuid4()}
        cursor.execute(f"EXPLAIN {_FORGET}", words)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "audit_by_target" in plan
    assert "audit_by_actor" in plan
    assert "Seq Scan" not in plan
