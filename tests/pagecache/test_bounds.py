"""Bounded in bytes, and one render a page however many ask."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from redis import Redis, RedisError

from tenants.http import TenantRef
from tenants.pagecache.asked import Asked
from tenants.pagecache.flights import UNKEPT
from tenants.pagecache.front import PageCache
from tenants.pagecache.page import Page
from tenants.pagecache.shelf import Shelf
from tenants.pagecache.stamp import HEADER, Stamp
from tenants.pagecache.turns import TURN_SECONDS
from tests.deploy.servers import Broker
from tests.pagecache.conftest import Reader
from tests.support.databases import ROOT
from tests.support.waiting import until

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

    def lookup(self, host: str) -> TenantRef | None:
        return self.known(host)[0]


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


@pytest.mark.parametrize("unsure_for", [0.0, 30.0])
def test_a_host_that_goes_to_another_blog_leaves_its_pages_behind(
    settings: Any, unsure_for: float
) -> None:
    settings.PAGE_CACHE_REDIS_SECONDS = 0
    hosts = OneBlog()
    reader = Reader(PageCache(slow_page([], keep=True), hosts), HOST)  # type: ignore[arg-type]
    reader.get("/")
    assert reader.get("/").was_kept
    hosts.unsure_for, hosts.is_away = unsure_for, bool(unsure_for)
    hosts.ref = TenantRef(uuid4(), "t_y", "Bob", "ready", HOST, HOST, OneBlog.ref.version)
    assert not reader.get("/").was_kept


# --- whoever makes up addresses ------------------------------------------------------------------
ODD = 10_000


def any_page(environ: dict[str, Any], start: Any) -> list[bytes]:
    """Django at its most obliging: every address is a page to be kept."""
    start(
        "200 OK", [("Content-Type", "text/html"), (HEADER, Stamp(OneBlog.ref.id, 1, None).text())]
    )
    return [b"a page " * 200]


def no_page(environ: dict[str, Any], start: Any) -> list[bytes]:
    start("404 Not Found", [("Content-Type", "text/html")])
    return [b"nothing"]


def test_made_up_addresses_of_real_pages_stay_within_the_bound(settings: Any) -> None:
    settings.PAGE_CACHE_BYTES, settings.PAGE_CACHE_REDIS_SECONDS = 1_000_000, 0
    cache = PageCache(any_page, OneBlog())  # type: ignore[arg-type]
    reader = Reader(cache, HOST)
    for number in range(ODD):
        reader.get(f"/p/{number}/")
    assert cache.shelf.bytes <= 1_000_000
    assert cache.shelf.bytes == sum(page.size for page in cache.shelf._pages.values())
    assert len(cache.flights._going) == 0


@pytest.mark.parametrize("form", ["/x/{}/", "/?{}=1", "/?page=1&{}", "/?page=00{}", "/{}?page=x"])
def test_made_up_addresses_of_nothing_leave_nothing(settings: Any, form: str) -> None:
    """In the process, and in Redis after a moment."""
    redis = Redis.from_url(settings.REDIS_URL)
    before = set(redis.scan_iter("inkstead:page:*", count=10_000))
    cache = PageCache(no_page, OneBlog())  # type: ignore[arg-type]
    reader = Reader(cache, HOST)
    for number in range(ODD // 5):
        reader.get(form.format(number))
    assert (len(cache.shelf), cache.shelf.bytes, len(cache.flights._going)) == (0, 0, 0)
    assert len(cache.flights._unkept) <= UNKEPT
    assert set(redis.scan_iter("inkstead:page:*", count=10_000)) <= before
    turns = list(redis.scan_iter("inkstead:turn:*", count=10_000))
    left = [redis.pttl(key) for key in turns]  # -2: has ended meanwhile; -1: never would
    assert -1 not in left
    assert max(left, default=0) <= TURN_SECONDS * 1000
    time.sleep(0.5)
    assert list(redis.scan_iter("inkstead:turn:*", count=10_000)) == []


def test_what_redis_holds_ends_by_itself_and_is_never_huge(settings: Any) -> None:
    redis = Redis.from_url(settings.REDIS_URL)
    for key in redis.scan_iter("inkstead:page:*"):
        redis.delete(key)
    cache = PageCache(any_page, OneBlog())  # type: ignore[arg-type]
    reader = Reader(cache, HOST)
    for number in range(200):
        reader.get(f"/p/{number}/")
    keys = list(redis.scan_iter("inkstead:page:*", count=10_000))
    assert len(keys) == 200
    assert all(0 < redis.ttl(key) <= settings.PAGE_CACHE_REDIS_SECONDS for key in keys)
    assert not cache.shared.put(page(600_000), Asked(HOST, "/huge", ""))


def test_a_made_up_address_costs_about_what_it_costs_without_the_cache(settings: Any) -> None:
    """In CPU time of the layer alone, which a page's rendering is ten times of."""
    cache = PageCache(no_page, OneBlog())  # type: ignore[arg-type]
    reader = Reader(cache, HOST)
    for number in range(100):
        reader.get(f"/warm/{number}/")
    began = time.process_time()
    for number in range(2000):
        reader.get(f"/y/{number}/")
    assert (time.process_time() - began) / 2000 < 0.002


def test_pages_in_redis_make_way_for_each_other_and_not_for_the_rest(
    settings: Any, tmp_path: Path
) -> None:
    """With the options that compose.yaml gives, in less memory."""
    command = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["redis"]["command"]
    policy = command[command.index("--maxmemory") :]
    most = 5_000_000
    broker = Broker(tmp_path, options=["--maxmemory", str(most), *policy[2:]])
    broker.start()
    try:
        redis = Redis.from_url(broker.url)
        until(lambda: _answers(redis))
        redis.set("owed", "not to be lost")
        settings.REDIS_URL, settings.PAGE_CACHE_BYTES = broker.url, 1_000_000
        reader = Reader(PageCache(any_page, OneBlog()), HOST)  # type: ignore[arg-type]
        for number in range(ODD // 2):
            reader.get(f"/p/{number}/")
        assert redis.info("memory")["used_memory"] <= most * 1.05
        assert redis.info("stats")["evicted_keys"] > 0
        assert redis.get("owed") == b"not to be lost"
    finally:
        broker.stop()


def _answers(redis: Any) -> bool:
    try:
        return bool(redis.ping())
    except RedisError:
        return False
