"""What the way from a blog's door into its studio asks of Postgres, and how often it waits for the
disk: each commit of something that may not be lost is one such wait."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Session, User
from tests.conftest import PASSWORD, MakeBlog
from tests.support.handoff import host_of, path_of, target_of

pytestmark = pytest.mark.django_db(transaction=True)
WRITES = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM)\b")
MAY_BE_LOST = "synchronous_commit"

# Answer by answer: statements, and commits that wait for the disk.
BUDGET = {
    "door": (1, 0),
    "start": (0, 0),
    "form": (6, 0),
    "sign in": (36, 1),
    "start again": (7, 1),
    "back": (13, 2),
}


def waits(statements: list[str]) -> int:
    """How many of the commits wait: those of transactions that wrote, and writes by themselves."""
    found, inside, wrote, lost = 0, False, False, False
    for statement in statements:
        quiet = MAY_BE_LOST in statement
        if statement == "BEGIN":
            inside, wrote, lost = True, False, False
        elif statement == "COMMIT":
            found, inside = found + (wrote and not lost), False
        elif inside:
            wrote, lost = wrote or bool(WRITES.search(statement)), lost or quiet
        else:
            found += bool(WRITES.search(statement)) and not quiet
    return found


def test_from_the_door_into_the_studio(
    make_blog: MakeBlog, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.counters.random.randrange", lambda _most: 1)
    cache.clear()
    blog = make_blog("alice", alice)
    on_platform = Client(HTTP_HOST=settings.PLATFORM_HOST)
    on_blog = Client(HTTP_HOST=host_of(blog))
    cost: dict[str, tuple[int, int]] = {}

    def step(name: str, ask: Callable[[], Any]) -> Any:
        with CaptureQueriesContext(connection) as heard:
            answer = ask()
        said = [one["sql"] for one in heard]
        cost[name] = (len(said), waits(said))
        return answer

    door = step("door", lambda: on_blog.get("/login/?next=/studio/posts/"))
    start = path_of(target_of(door))
    form = step("start", lambda: on_platform.get(start))["Location"]
    step("form", lambda: on_platform.get(form))
    data = {"login": alice.email, "password": PASSWORD, "next": start}
    signed_in = step("sign in", lambda: on_platform.post(form, data))
    onward = step("start again", lambda: on_platform.get(signed_in["Location"]))
    back = step("back", lambda: on_blog.get(path_of(target_of(onward))))
    assert back["Location"] == "/studio/posts/"
    assert cost == BUDGET
    assert Session.objects.filter(user=alice).count() == 2
    assert on_blog.get("/studio/posts/").status_code == 200


def test_the_count_knows_what_waits() -> None:
    put = "INSERT INTO x"
    assert waits([put, "SELECT 1", "WITH q AS (SELECT 'synchronous_commit') INSERT INTO x"]) == 1
    assert waits(["BEGIN", put, put, "COMMIT", "BEGIN", "SELECT 1", "COMMIT"]) == 1
    assert waits(["BEGIN", "SET LOCAL synchronous_commit = off", put, "COMMIT", put]) == 1
