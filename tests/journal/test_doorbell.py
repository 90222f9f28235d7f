"""The doorbell: earliest time wins, and a ring while somebody is inside is not lost."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from journal.doorbell import LEASE, claim, count_due, give_back, ring
from journal.models import DueTenant
from tenants.db.scope import tenant_transaction
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def due_at(tenant_id: uuid.UUID) -> datetime | None:
    row = DueTenant.objects.filter(pk=tenant_id).first()
    return row.next_due_at if row else None


@pytest.mark.parametrize("times", [[NOW, NOW + MINUTE], [NOW + MINUTE, NOW]])
def test_the_earliest_time_wins(times: list[datetime]) -> None:
    tenant_id = uuid.uuid4()
    for time in times:
        ring(tenant_id, time)
    assert due_at(tenant_id) == NOW


def test_who_comes_until_then_is_counted() -> None:
    for minutes in range(3):
        ring(uuid.uuid4(), NOW + minutes * MINUTE)
    assert [count_due(NOW + minutes * MINUTE) for minutes in (-1, 0, 2)] == [0, 1, 3]


def test_rings_in_one_transaction_all_count(make_blog: MakeBlog) -> None:
    tenant = make_blog()
    DueTenant.objects.all().delete()
    with tenant_transaction(tenant):
        ring(tenant.id, NOW)
        ring(tenant.id, NOW + MINUTE)
    assert due_at(tenant.id) == NOW


def test_the_longest_waiting_are_claimed_first_and_only_once() -> None:
    ids = [uuid.uuid4() for _ in range(3)]
    for late, tenant_id in enumerate(ids):
        ring(tenant_id, NOW - late * MINUTE)
    ring(uuid.uuid4(), NOW + MINUTE)
    first = claim(NOW, limit=2)
    assert {held.tenant_id for held in first} == {ids[1], ids[2]}
    assert [held.tenant_id for held in claim(NOW, limit=9)] == [ids[0]]
    assert claim(NOW, limit=9) == []


def test_a_dead_worker_s_claim_ends_with_its_lease() -> None:
    ring(tenant_id := uuid.uuid4(), NOW)
    (dead,) = claim(NOW, limit=1)
    assert claim(NOW + LEASE - MINUTE / 60, limit=1) == []
    (next_one,) = claim(NOW + LEASE, limit=1)
    give_back(dead, None)
    assert due_at(tenant_id) == NOW + 2 * LEASE, "a late give-back changes nothing"
    give_back(next_one, None)
    assert due_at(tenant_id) is None


def test_given_back_it_waits_for_its_next_time() -> None:
    ring(tenant_id := uuid.uuid4(), NOW)
    (held,) = claim(NOW, limit=1)
    give_back(held, NOW + MINUTE)
    assert due_at(tenant_id) == NOW + MINUTE


@pytest.mark.parametrize("rung_for", [NOW, NOW + LEASE + MINUTE])
@pytest.mark.parametrize("known", [None, NOW + 60 * MINUTE])
def test_a_ring_in_between_is_kept(rung_for: datetime, known: datetime | None) -> None:
    ring(tenant_id := uuid.uuid4(), NOW)
    (held,) = claim(NOW, limit=1)
    ring(tenant_id, rung_for)
    give_back(held, known)
    left = due_at(tenant_id)
    assert left is not None
    assert left <= rung_for


def test_a_bell_that_was_taken_down_and_hung_again_is_another_bell() -> None:
    ring(tenant_id := uuid.uuid4(), NOW)
    (slow,) = claim(NOW, limit=1)
    (quick,) = claim(NOW + LEASE, limit=1)
    give_back(quick, None)
    ring(tenant_id, NOW + MINUTE)
    give_back(slow, None)
    assert due_at(tenant_id) == NOW + MINUTE
