"""Bounded in bytes, and one render a page however many ask."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from tenants.http import TenantRef
from tenants.pagecache.asked import Asked
from tenants.pagecache.front import PageCache
from tenants.pagecache.page import Page
from tenants.pagecache.shelf import Shelf
from tenants.pagecache.stamp import HEADER, Stamp
from tests.pagecache.conftest import Reader

HOST = "alice.inkstead.localhost"


def page(length: int) -> Page:
    return Page(uuid4(), 1, None, [], {"": b"x" * length}, "tag", time.time())


def test_the_least_lately_asked_for_goes_first() -> None:
    shelf = Shelf(100_000)
    for name in "abcdefgh":
        shelf.put(Asked(HOST, f"/{name}", ""), page(10_000))
    assert shelf.get(Asked(HOST, "/a", "")) is not None
    shelf.put(Asked(HOST, "/i", ""), page(10_000))
    assert shelf.get(Asked(HOST, "/a", "")) is not None
    assert shelf.get(Asked(HOST, "/b", "")) is None
    assert shelf.bytes <= 100_000


def test_bytes_are_counted_once_however_often_a_page_comes() -> None:
    shelf = Shelf(1_000_000)
    for _ in range(50):
        shelf.put(Asked(HOST, "/", ""), page(10_000))
    assert (len(shelf), shelf.bytes) == (1, page(10_000).size)


def test_one_huge_page_does_not_push_out_all_others() -> None:
    shelf = Shelf(100_000)
    shelf.put(Asked(HOST, "/", ""), page(1000))
    shelf.put(Asked(HOST, "/huge", ""), page(50_000))
    assert shelf.get(Asked(HOST, "/", "")) is not None
    assert shelf.get(Asked(HOST, "/huge", "")) is None


class OneBlog:
    """A directory that knows one blog and never asks."""

    is_away = False
    ref = TenantRef(uuid4(), "t_x", "Alice", "ready", HOST, HOST, 1)
    unsure_for = 0.0

    def known(self, host: str) -> tuple[TenantRef | None, float]:
        return (self.ref if host == HOST else None), self.unsure_for


def slow_page(renders: list[int], *, keep: bool) -> Any:
    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        renders.append(threading.get_ident())
        time.sleep(0.2)
        stamp = [(HEADER, Stamp(OneBlog.ref.id, 1, None).text())] if keep else []
        start("200 OK", [("Content-Type", "text/html"), *stamp])
        return [b"a page"]

    return application


@pytest.mark.parametrize("keep", [True, False])
def test_one_renders_and_the_others_wait(settings: Any, keep: bool) -> None:
    settings.PAGE_CACHE_REDIS_SECONDS = 0
    renders: list[int] = []
    cache = PageCache(slow_page(renders, keep=keep), OneBlog())  # type: ignore[arg-type]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _n: Reader(cache, HOST).get("/").body, range(20)))
    assert answers == [b"a page"] * 20
    assert len(renders) == (1 if keep else 20)


def test_nobody_waits_for_a_page_that_is_not_to_be_kept(settings: Any) -> None:
    settings.PAGE_CACHE_REDIS_SECONDS = 0
    renders: list[int] = []
    cache = PageCache(slow_page(renders, keep=False), OneBlog())  # type: ignore[arg-type]
    Reader(cache, HOST).get("/")
    with cache.flights.first(Asked(HOST, "/", "")) as leads:
        assert not leads  # so nobody is registered whom the next one would wait for
        assert Reader(cache, HOST).get("/").body == b"a page"


class Broken(Exception):
    """A view that raises."""


def test_a_failed_render_lets_the_next_one_try(settings: Any) -> None:
    settings.PAGE_CACHE_REDIS_SECONDS = 0

    def fail(environ: object, start: object) -> list[bytes]:
        raise Broken

    cache = PageCache(fail, OneBlog())  # type: ignore[arg-type]
    with pytest.raises(Broken):
        Reader(cache, HOST).get("/")
    cache.application = slow_page([], keep=True)
    assert Reader(cache, HOST).get("/").status == 200


def test_stale_only_while_the_database_is_away_and_for_ten_minutes(settings: Any) -> None:
    settings.PAGE_CACHE_REDIS_SECONDS = 0
    hosts = OneBlog()
    renders: list[int] = []
    cache = PageCache(slow_page(renders, keep=True), hosts)  # type: ignore[arg-type]
    reader = Reader(cache, HOST)
    reader.get("/")
    hosts.unsure_for = 30.0
    assert not reader.get("/").was_kept
    hosts.is_away = True
    assert "database-away" in reader.get("/").headers["Cache-Status"]
    hosts.unsure_for = 601.0
    assert not reader.get("/").was_kept
    hosts.unsure_for, hosts.ref = (
        30.0,
        TenantRef(OneBlog.ref.id, "t_x", "Alice", "suspended", HOST, HOST, 1),
    )
    assert not reader.get("/").was_kept
