"""When the worker last came round."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from journal.heartbeat import TICK, age_of, beat
from journal.models import Heartbeat
from tenants import tasks

pytestmark = pytest.mark.django_db


def test_nobody_was_ever_there() -> None:
    assert age_of(TICK) is None


def test_it_has_an_age() -> None:
    Heartbeat.objects.create(name=TICK, at=timezone.now() - timedelta(minutes=2))
    age = age_of(TICK)
    assert age is not None
    assert timedelta(minutes=1, seconds=50) < age < timedelta(minutes=2, seconds=30)


def test_a_tick_is_noted() -> None:
    Heartbeat.objects.create(name=TICK, at=timezone.now() - timedelta(minutes=2))
    tasks.tick()
    age = age_of(TICK)
    assert age is not None
    assert age < timedelta(seconds=30)


def test_many_beats_are_few_writes() -> None:
    beat(TICK)
    first = Heartbeat.objects.get().at
    Heartbeat.objects.update(at=first - timedelta(seconds=3))
    beat(TICK)
    assert Heartbeat.objects.get().at == first - timedelta(seconds=3)
