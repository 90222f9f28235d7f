"""A crowd at a cold page, in processes of their own: one renders, and nobody waits for ever."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from redis import Redis

from tenants.pagecache.turns import TURN_SECONDS, WAIT_SECONDS
from tests.support.nursery import Nursery

pytestmark = pytest.mark.django_db  # for the nursery, whose database it is
PROCESSES, THREADS = 3, 8
SLACK_SECONDS = 20.0  # for a machine that has other things to do


@pytest.fixture
def key() -> str:
    """A name of the crowd's own, which counts its renders in Redis."""
    return f"crowd-{uuid4().hex[:8]}"


type Crowd = Callable[..., list[dict[str, Any] | None]]


@pytest.fixture
def crowd(key: str, nursery: Nursery) -> Crowd:
    """`crowd(mode="keep", *more)`: what each process saw; None of one that died."""

    def come(mode: str = "keep", *more: str) -> list[dict[str, Any] | None]:
        words = str(PROCESSES), str(THREADS), mode, key, *more
        there = [nursery.start("tests.pagecache.crowd", *words) for _ in range(PROCESSES)]
        gone = [one.wait(90) for one in there]
        return [json.loads(one.stdout) if one.returncode == 0 else None for one in gone]

    return come


def renders(key: str) -> int:
    return int(Redis.from_url(settings.REDIS_URL).get(key) or 0)


def test_one_render_for_all_processes(key: str, crowd: Crowd) -> None:
    seen = crowd()
    assert [one["bodies"] for one in seen if one] == [["a page"] * THREADS] * PROCESSES
    assert renders(key) == 1


def test_without_redis_one_render_a_process(key: str, crowd: Crowd) -> None:
    seen = crowd("keep", "0")
    assert [one["bodies"] for one in seen if one] == [["a page"] * THREADS] * PROCESSES
    assert renders(key) == PROCESSES


def test_who_dies_holds_the_others_up_for_a_moment_only(key: str, crowd: Crowd) -> None:
    seen = crowd("die")
    left = [one for one in seen if one]
    assert len(left) == PROCESSES - 1
    for one in left:
        assert one["bodies"] == ["a page"] * THREADS
        assert one["seconds"] < TURN_SECONDS + WAIT_SECONDS + SLACK_SECONDS
    assert renders(key) == 2


@pytest.mark.parametrize("mode", ["raise", "refuse"])
def test_nobody_waits_for_a_page_that_is_for_nobody_else(key: str, mode: str, crowd: Crowd) -> None:
    seen = [one for one in crowd(mode) if one]
    expected = {"raise": "raised", "refuse": "a page"}[mode]
    assert [one["bodies"] for one in seen] == [[expected] * THREADS] * PROCESSES
    assert max(one["seconds"] for one in seen) < WAIT_SECONDS + SLACK_SECONDS
    assert renders(key) == PROCESSES * THREADS
