"""The cache in which tries are counted: as Django's, in one statement, waiting for no disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kit.quiet import may_be_lost

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_look(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("accounts.counters.random.randrange", lambda _most: 1)


def test_what_is_set_is_there_until_its_time_is_over() -> None:
    cache.set("a", [1.5, 2.5], 60)
    cache.set("a", [3.5], 60)
    cache.set("always", "x", None)
    assert cache.get("a") == [3.5]
    with time_machine.travel(timezone.now() + timedelta(seconds=62)):
        assert (cache.get("a"), cache.get("always")) == (None, "x")


def test_of_many_who_add_one_wins_until_it_is_deleted_or_over() -> None:
    assert [cache.add("lock", True, 10) for _ in range(3)] == [True, False, False]
    cache.delete("lock")
    assert cache.add("lock", True, 10)
    with time_machine.travel(timezone.now() + timedelta(seconds=12)):
        assert cache.add("lock", True, 10)
        assert not cache.add("lock", True, 10)


@pytest.fixture
def waiting(transactional_db: None) -> Iterator[Callable[[], bool]]:
    """The server of the tests waits for no disk; here it does. `waiting() -> bool`."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")

    def ask() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            return bool(cursor.fetchone() == ("on",))

    yield ask
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")


def test_alone_a_write_is_one_statement_and_waits_for_no_disk(
    waiting: Callable[[], bool],
) -> None:
    with CaptureQueriesContext(connection) as heard:
        cache.add("lock", True, 10)
        cache.set("count", [1.5], 10)
        cache.delete("lock")
    assert len(heard) == 3
    assert all("'synchronous_commit', 'off', true" in one["sql"] for one in heard)
    assert waiting(), "for that statement alone"


def test_within_a_transaction_it_is_as_safe_as_that(waiting: Callable[[], bool]) -> None:
    with transaction.atomic():
        cache.set("count", [1.5], 10)
        assert waiting()
    with may_be_lost():
        assert not waiting()
    assert waiting()


def test_too_many_rows_make_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accounts.counters.random.randrange", lambda _most: 0)
    monkeypatch.setattr(cache, "_max_entries", 5)
    for number in range(20):
        cache.set(f"n{number}", number, 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM inkstead_cache")
        assert cursor.fetchone()[0] <= 6
