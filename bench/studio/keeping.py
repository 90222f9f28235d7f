"""What it costs to keep a long text by itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from bench.browser import Browser, Page
from bench.figures import Figure
from bench.stage import url_of
from bench.studio.desk import Desk, text_of
from bench.wire_proxy import WireProxy

WORDS, ROUNDS = 20_000, 20
KEPT_WITHIN, MOST_TRIPS = 0.15, 5
QUIET_SECONDS = 2.0


def keeping(desk: Desk) -> Iterator[Figure]:
    """A draft of 20,000 words, as the editor's script sends it after two seconds of rest."""
    with desk.stage.watched() as (browser, proxy):
        desk.sit_down(browser)
        others = _chatter(proxy)
        times, trips = _rounds(desk, browser, proxy, others)
    name = f"keeping {WORDS:,} words"
    yield Figure(
        name=f"{name}, p50", value=median(times), unit="s", n=len(times), at_most=KEPT_WITHIN
    )
    yield Figure(name=f"{name}, the longest", value=max(times), unit="s", n=len(times))
    unit, n = "round trips", len(trips)
    inside = median(within for _, within in trips)  # each twentieth thins what was kept
    whole = max(all_of_it for all_of_it, _ in trips)
    name_inside = f"{name}, round trips of the blog's transaction"
    yield Figure(name=name_inside, value=inside, unit=unit, n=n, at_most=MOST_TRIPS)
    yield Figure(name=f"{name}, round trips, with asking who it is", value=whole, unit=unit, n=n)


def _rounds(
    desk: Desk, browser: Browser, proxy: WireProxy, others: set[int]
) -> tuple[list[float], list[tuple[int, int]]]:
    """Seconds of each, and its round trips: all, and from BEGIN on; the first two warm up."""
    post, text = desk.post(WORDS), text_of(WORDS)
    page = Page.of(browser.get(desk.url(post)).text)
    fields = page.form("version")[1]
    version = int(fields["version"])
    times: list[float] = []
    trips: list[tuple[int, int]] = []
    for number in range(ROUNDS + 2):
        mark = proxy.mark()
        answer = browser.post_json(
            url_of(desk.host, f"/studio/posts/{post}/words/"),
            {"title": "Long", "content": f"{text} {number}", "excerpt": "", "version": version},
            fields["csrfmiddlewaretoken"],
        )
        if answer.status != 200:
            raise RuntimeError(f"Not kept: {answer.status} {answer.text[:300]}")
        version += 1
        times.append(answer.seconds)
        said = [trip.sql for trip in proxy.since(mark) if trip.connection not in others]
        begun = next(at for at, sql in enumerate(said) if sql.startswith("BEGIN"))
        trips.append((len(said), len(said) - begun))
    return times[2:], trips[2:]


def _chatter(proxy: WireProxy) -> set[int]:
    """The connections that are used while nobody asks for anything."""
    mark = proxy.mark()
    time.sleep(QUIET_SECONDS)
    return {trip.connection for trip in proxy.since(mark)}
