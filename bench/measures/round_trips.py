"""How often an uncached post page waits for the database, counted on the wire."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench import content
from bench.browser import Browser
from bench.figures import Figure
from bench.stage import Stage, url_of
from bench.wire_proxy import WireProxy

PAGES = 30
POSTS, TEN_TIMES = 100, 1000
MOST = 5
# A process asks what changed about twice a second, on a connection of its own.
QUIET_SECONDS = 2.0
WARM_UP = 10


def round_trips(stage: Stage) -> Iterator[Figure]:
    """The most that any of the pages took: with few posts, and with ten times as many."""
    tenant = content.blog("round-trips")
    host = content.host_of(tenant)
    content.fill(tenant, first=1, last=POSTS)
    with stage.watched() as (browser, proxy):
        few = _most(browser, proxy, host)
        content.fill(tenant, first=POSTS + 1, last=TEN_TIMES)
        many = _most(browser, proxy, host)
    name = "round trips of an uncached post page"
    unit = "round trips"
    yield Figure(name=f"{name}, {POSTS} posts", value=few, unit=unit, n=PAGES, at_most=MOST)
    yield Figure(name=f"{name}, {TEN_TIMES} posts", value=many, unit=unit, n=PAGES, at_most=few)


def _most(browser: Browser, proxy: WireProxy, host: str) -> int:
    for number in range(1, WARM_UP + 1):
        browser.get(url_of(host, f"/blog/post-{number}/"))
    others = _chatter(proxy)
    return max(_count(browser, proxy, host, 60 + number, others) for number in range(PAGES))


def _chatter(proxy: WireProxy) -> set[int]:
    """The connections that are used while nobody asks for a page."""
    mark = proxy.mark()
    time.sleep(QUIET_SECONDS)
    return {trip.connection for trip in proxy.since(mark)}


def _count(browser: Browser, proxy: WireProxy, host: str, number: int, others: set[int]) -> int:
    mark = proxy.mark()
    answer = browser.get(url_of(host, f"/blog/post-{number}/"))
    trips = [trip for trip in proxy.since(mark) if trip.connection not in others]
    if answer.status != 200 or f"Post {number}" not in answer.text or not trips:
        raise RuntimeError(f"Not a post page: {answer.status} {answer.url}, {len(trips)} trips")
    return len(trips)
