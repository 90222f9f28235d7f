"""Pages that are made anew for each reader: processor and round trips, beside stock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from bench.cpu import seconds_of
from bench.figures import Figure
from bench.load import Load, Side, put_load
from bench.reading.ground import PAIRS, POSTS, ROUNDS, SECONDS, Ground, must_be_same, side
from bench.stage import free_port, url_of

PAGES = {"front page": "/", "post": "/blog/post-3/"}
HALF, TRIPS = 0.5, 5
ASKED, QUIET_SECONDS = 20, 2.0


def made(ground: Ground) -> Iterator[Figure]:
    """The same HTML from both; one process each, nothing kept."""
    hosts = ground.pairs()
    with ground.server() as (port, process):
        stock_port = free_port(port + 1)
        stock = ground.stock().serve(stock_port, hosts[0])
        for name, path in PAGES.items():
            targets = [(host, path) for host in hosts]
            must_be_same(port, stock_port, targets)
            sides = [side(port, process, targets), side(stock_port, stock, targets)]
            yield from _beside(name, sides, ground.postgres())
        stock.signal(15)
    yield from _round_trips(ground, hosts)


def _beside(name: str, sides: list[Side], postgres: int) -> Iterator[Figure]:
    for one in sides:
        put_load(one, seconds=2)
    rounds = [[_with_database(one, postgres) for one in sides] for _ in range(ROUNDS)]
    ours, theirs = (median(found[k][0].cpu for found in rounds) for k in (0, 1))
    our_database, their_database = (median(found[k][1] for found in rounds) for k in (0, 1))
    shown = f"a {name} made anew"
    yield Figure(
        name=f"{shown}, processor beside stock django-tenants",
        value=ours / theirs, unit="ratio", n=PAIRS, rounds=ROUNDS, cpu=ours, at_most=HALF,
    )  # fmt: skip
    yield Figure(
        name=f"{shown}, processor with the database's, beside stock",
        value=(ours + our_database) / (theirs + their_database),
        unit="ratio", n=PAIRS, rounds=ROUNDS, cpu=ours + our_database,
    )  # fmt: skip
    yield Figure(name=shown, value=ours * 1e3, unit="ms of processor", n=POSTS, rounds=ROUNDS)
    yield Figure(
        name=f"{shown}, by stock",
        value=theirs * 1e3,
        unit="ms of processor",
        n=POSTS,
        rounds=ROUNDS,
    )


def _with_database(one: Side, postgres: int) -> tuple[Load, float]:
    """A run, and what the database spent on each of its requests."""
    before = seconds_of(postgres)
    load = put_load(one, seconds=SECONDS)
    return load, (seconds_of(postgres) - before) / load.requests


def _round_trips(ground: Ground, hosts: list[str]) -> Iterator[Figure]:
    with ground.stage.watched() as (browser, proxy):
        for name, path in PAGES.items():
            for host in hosts * 3:
                browser.get(url_of(host, path))
            mark = proxy.mark()
            time.sleep(QUIET_SECONDS)
            others = {trip.connection for trip in proxy.since(mark)}  # who asks what changed
            counts = []
            for number in range(ASKED):
                mark = proxy.mark()
                browser.get(url_of(hosts[number % len(hosts)], path))
                trips = [trip for trip in proxy.since(mark) if trip.connection not in others]
                counts.append(len(trips))
            if not min(counts):
                raise RuntimeError("A page without a round trip was not made anew.")
            yield Figure(
                name=f"a {name} made anew, round trips to the database, the most",
                value=max(counts), unit="round trips", n=ASKED, at_most=TRIPS,
            )  # fmt: skip
