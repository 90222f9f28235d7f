"""What the neighbours of a blog notice while it is asked for 500 pages a second."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import quantiles

from bench.content import host_of as host_of_tenant
from bench.figures import Figure
from bench.fleet.fill import host_of
from bench.reading.ground import Ground
from bench.reading.readers import Readers

RATE, BUSY_SECONDS, QUIET_SECONDS = 500, 60.0, 20.0
THREADS, NEIGHBOURS, NEIGHBOURS_RATE = 8, 50, 20
TIMES = 2.0


def neighbours(ground: Ground) -> Iterator[Figure]:
    """Their pages are kept ones and new ones, as those of the blog that everybody wants are."""
    busy = host_of_tenant(ground.one("busy"))
    wanted = [(busy, path) for path in ("/", "/blog/", *(f"/blog/post-{n}/" for n in range(1, 11)))]
    others = [(host_of(n), path) for n in ground.blogs[:NEIGHBOURS] for path in ("/", "/blog/")]
    with ground.server(**ground.keeping()) as (port, _process):
        Readers(port, others, NEIGHBOURS_RATE * 5, 5).run()
        alone = Readers(port, others, NEIGHBOURS_RATE, QUIET_SECONDS).run()
        rush = Readers(port, wanted, RATE, BUSY_SECONDS, THREADS)
        # In a process of its own: who waits for a turn there is no part of the figure.
        with ProcessPoolExecutor(1, get_context("spawn")) as elsewhere:
            running = elsewhere.submit(rush.run)
            beside = Readers(port, others, NEIGHBOURS_RATE, BUSY_SECONDS).run()
            crowd = running.result()
    before, during = (quantiles(found.times, n=20)[18] for found in (alone, beside))
    name = f"beside a blog at {RATE} pages a second"
    yield Figure(
        name=f"{name}, neighbours' p95 to what it was", value=during / before, unit="ratio",
        n=len(beside.times), at_most=TIMES,
    )  # fmt: skip
    yield Figure(name=f"{name}, neighbours' p95", value=during, unit="s", n=len(beside.times))
    yield Figure(name="neighbours' p95 before", value=before, unit="s", n=len(alone.times))
    every = [*beside.statuses, *crowd.statuses]
    yield Figure(
        name=f"{name}, answers with 5xx", value=sum(status >= 500 for status in every),
        unit="answers", n=len(every), at_most=0,
    )  # fmt: skip
    reached = len(crowd.times) / BUSY_SECONDS
    yield Figure(name=f"{name}, the rate that was reached", value=reached, unit="1/s", n=RATE)
