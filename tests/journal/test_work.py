"""The platform's own due work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from accounts.models import User
from journal import work
from journal.models import PlatformWork
from journal.work import NotYet, enqueue_platform_work, handles, run_platform_work
from tenants.db.scope import tenant_transaction
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Only the kinds of the test."""
    known: dict[str, Any] = {}
    monkeypatch.setattr(work, "_kinds", known)
    return known


@pytest.fixture
def seen() -> Iterator[list[dict[str, Any]]]:
    calls: list[dict[str, Any]] = []
    handles("note", calls.append)
    yield calls


def row(key: str) -> PlatformWork:
    return PlatformWork.objects.get(key=key)


def make_due(key: str) -> None:
    PlatformWork.objects.filter(key=key).update(due_at=timezone.now() - timedelta(seconds=1))


def test_it_is_done_once_with_its_payload(seen: list[dict[str, Any]]) -> None:
    enqueue_platform_work("note", key="note:1", payload={"what": "it's % fine"})
    assert run_platform_work() == 1
    assert run_platform_work() == 0
    assert seen == [{"what": "it's % fine"}]
    assert row("note:1").done_at is not None


def test_a_key_is_taken_for_good(seen: list[dict[str, Any]]) -> None:
    for _ in range(2):
        enqueue_platform_work("note", key="note:1", payload={"n": 1})
        run_platform_work()
    assert len(seen) == 1


def test_work_of_the_future_and_of_unknown_kinds_waits(seen: list[dict[str, Any]]) -> None:
    enqueue_platform_work("note", key="later", due_at=timezone.now() + timedelta(hours=1))
    enqueue_platform_work("of another version", key="strange")
    assert run_platform_work() == 0
    assert seen == []


def test_it_may_be_enqueued_inside_a_tenant_transaction(
    make_blog: MakeBlog, seen: list[dict[str, Any]]
) -> None:
    tenant = make_blog()
    with tenant_transaction(tenant):
        enqueue_platform_work("note", key="note:1")
    assert row("note:1").done_at is None


def test_a_failure_is_noted_put_off_and_stops_no_other(seen: list[dict[str, Any]]) -> None:
    def fail(payload: dict[str, Any]) -> None:
        User.objects.create_user("half@done.example")
        raise RuntimeError("no ink")

    handles("fail", fail)
    enqueue_platform_work("fail", key="bad")
    enqueue_platform_work("note", key="good")
    assert run_platform_work() == 2
    assert len(seen) == 1
    bad = row("bad")
    assert (bad.attempts, bad.done_at, bad.last_error) == (1, None, "RuntimeError: no ink")
    assert bad.due_at > timezone.now()
    assert not User.objects.filter(email="half@done.example").exists(), "its effects are undone"


def test_a_database_error_is_a_failure_like_any_other() -> None:
    def fail(payload: dict[str, Any]) -> None:
        connection.cursor().execute("SELECT * FROM no_such_table")

    handles("fail", fail)
    enqueue_platform_work("fail", key="bad")
    assert run_platform_work() == 1
    assert DatabaseError.__name__ not in row("bad").last_error
    assert "no_such_table" in row("bad").last_error


def test_what_failed_is_done_later_and_its_error_forgotten() -> None:
    answers = iter([NotYet("another worker"), None])

    def sometimes(payload: dict[str, Any]) -> None:
        if problem := next(answers):
            raise problem

    handles("sometimes", sometimes, atomic=False)
    enqueue_platform_work("sometimes", key="it")
    run_platform_work()
    assert "another worker" in row("it").last_error
    make_due("it")
    run_platform_work()
    assert (row("it").last_error, row("it").attempts) == ("", 2)
    assert row("it").done_at is not None


def test_a_worker_that_was_outrun_does_not_do_it_again(seen: list[dict[str, Any]]) -> None:
    enqueue_platform_work("note", key="note:1")
    run_platform_work()
    work._run(row("note:1"))
    assert len(seen) == 1
