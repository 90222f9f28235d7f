"""A hint costs next to nothing when the broker is gone, and never an error."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from celery import current_app
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from inkstead.celery import app
from tenants.due import hint as hints
from tenants.due.hint import hint
from tenants.tasks import tick

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def not_quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(hints, "_quiet_until", 0.0)
    hints.warm_up()
    hints._producers.cache_clear()
    yield
    hints._producers.cache_clear()


@pytest.fixture
def silent_server() -> Iterator[int]:
    """A port where somebody picks up and says nothing, like a Redis that hangs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def seconds_of_a_hint(capture: DjangoCaptureOnCommitCallbacks) -> float:
    began = time.monotonic()
    with capture(execute=True):
        hint(tick)
    return time.monotonic() - began


def test_it_goes_out_after_the_commit(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent: list[tuple[object, ...]] = []
    monkeypatch.setattr(tick, "apply_async", lambda args, **options: sent.append(tuple(args)))
    with django_capture_on_commit_callbacks(execute=True):
        hint(tick, "a")
        assert sent == []
    assert sent == [("a",)]


def test_nothing_goes_out_when_the_work_is_undone(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent: list[object] = []
    monkeypatch.setattr(tick, "apply_async", lambda args, **options: sent.append(args))
    with django_capture_on_commit_callbacks(execute=True):  # noqa: SIM117  # the inner one fails
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            hint(tick)
            _ = 1 / 0
    assert sent == []


def test_a_broker_that_is_there_gets_it(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert seconds_of_a_hint(django_capture_on_commit_callbacks) < 1
    with app.connection_for_read() as broker:
        waiting = broker.SimpleQueue("celery")
        message = waiting.get(timeout=30)
        message.ack()
        waiting.close()
    assert message.headers["task"] == "tenants.tasks.tick"


@pytest.mark.parametrize("how", ["refuses", "hangs"])
def test_a_broker_that_is_gone_costs_a_second_at_most(
    how: str,
    silent_server: int,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    port = 1 if how == "refuses" else silent_server
    monkeypatch.setenv("CELERY_BROKER_URL", f"redis://127.0.0.1:{port}/0")  # wins over settings
    first = seconds_of_a_hint(django_capture_on_commit_callbacks)
    second = seconds_of_a_hint(django_capture_on_commit_callbacks)
    assert first < 1.5
    assert second < 0.05, "after a failure nobody waits again for a while"


def test_every_thread_sends_through_the_platforms_own_app() -> None:
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(current_app.main))
    thread.start()
    thread.join()
    assert found == ["inkstead"]
