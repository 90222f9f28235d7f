"""What the operator learns."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from redis import Redis

from tests.pagecache.conftest import MakeReader, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted(settings: Any) -> None:
    redis = Redis.from_url(settings.REDIS_URL)
    for key in redis.scan_iter("inkstead:pages:*"):
        redis.delete(key)


def rows() -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("pagecache", "--json", stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def test_a_blog_is_counted_over_all_processes(make_reader: MakeReader) -> None:
    for reader in (make_reader(), make_reader()):
        for _ in range(2):
            reader.get("/about/")
        reader.cache.hits.flush()
    assert rows() == [
        {"address": "alice.inkstead.localhost", "pages": 4, "hit": 3, "miss": 1, "stale": 0,
         "rate": 0.75, "files": 0}
    ]  # fmt: skip


def test_what_redis_did_not_take_is_not_lost(reader: Reader, settings: Any) -> None:
    works, settings.REDIS_URL = settings.REDIS_URL, "redis://127.0.0.1:1/0"
    reader.get("/about/")
    reader.cache.hits.flush()
    assert rows() == []
    settings.REDIS_URL = works
    reader.cache.shared.__init__()  # type: ignore[misc]  # Redis is back, and trusted at once
    reader.cache.hits.flush()
    assert [row["miss"] for row in rows()] == [1]


def test_a_table_for_people(reader: Reader) -> None:
    reader.get("/about/")
    reader.cache.hits.flush()
    out = io.StringIO()
    call_command("pagecache", stdout=out)
    head, line = out.getvalue().splitlines()
    assert head.split() == ["address", "pages", "hit", "miss", "stale", "rate", "files"]
    assert line.split() == ["alice.inkstead.localhost", "1", "0", "1", "0", "0.0", "0"]
