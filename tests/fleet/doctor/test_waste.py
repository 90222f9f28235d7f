"""Dead rows and indexes that are larger than they need be: made, told, and gone again."""

from __future__ import annotations

import pytest
from django.db import connection

from tenants.fleet.doctor import waste
from tenants.models import Tenant
from tests.fleet.doctor.conftest import found, run

pytestmark = pytest.mark.django_db(transaction=True)


def fill_and_empty(tenant: Tenant, rows: int, *, keeping: int = 200) -> None:
    """Many entries come and go, and nobody has vacuumed yet."""
    table = f"{tenant.schema_name}.blog_outboxentry"
    run(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
    run(
        f"INSERT INTO {table} (kind, key, payload, due_at, attempts, done_at, last_error)"
        f" SELECT 'note', 'a key of some length ' || n, '{{}}', now(), 0, now(), ''"
        f" FROM generate_series(1, {rows}) n"
    )
    run(f"DELETE FROM {table} WHERE id % {rows // keeping} <> 0")
    run("SELECT pg_stat_force_next_flush()")


def where(tenant: Tenant, look: str) -> list[str]:
    findings = [told.finding for told in found(look)]
    return [one.where for one in findings if one.where.startswith(tenant.schema_name)]


def test_dead_rows(ferry: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waste, "DEAD_LEAST", 1000)
    assert where(ferry, "dead") == []
    fill_and_empty(ferry, 3000)
    assert where(ferry, "dead") == [f"{ferry.schema_name}.blog_outboxentry"]
    found("dead", mending=True)
    run("SELECT pg_stat_force_next_flush()")
    assert where(ferry, "dead") == []


def test_the_catalogs_own(ferry: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waste, "DEAD_LEAST", 200)
    columns = ", ".join(f"c{number} int" for number in range(1000))
    run(f"CREATE TABLE wide ({columns})")
    run("VACUUM pg_attribute")
    run("DROP TABLE wide")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_attribute")
        alive = cursor.fetchone()[0]
    for _ in range(alive // 1000 + 1):  # dead are more than half
        run(f"CREATE TABLE wide ({columns})")
        run("DROP TABLE wide")
    run("SELECT pg_stat_force_next_flush()")
    monkeypatch.setattr(waste, "long_ago", lambda: "infinity")  # it was vacuumed just now
    assert "pg_catalog.pg_attribute" in {told.finding.where for told in found("dead")}


def test_an_index_that_grew_and_did_not_shrink(ferry: Tenant) -> None:
    fill_and_empty(ferry, 40_000)
    run(f"VACUUM (ANALYZE) {ferry.schema_name}.blog_outboxentry")
    wide = f"{ferry.schema_name}.blog_outboxentry_key_key"
    assert wide in where(ferry, "loose")
    findings = found("loose", mending=True)
    told = next(told for told in findings if told.finding.where == wide)
    assert told.done.startswith("built it anew")
    assert where(ferry, "loose") == []


def test_a_full_index_is_not_too_large(ferry: Tenant) -> None:
    fill_and_empty(ferry, 40_000, keeping=40_000)
    run(f"VACUUM (ANALYZE) {ferry.schema_name}.blog_outboxentry")
    assert where(ferry, "loose") == []
