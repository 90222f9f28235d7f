"""The first visit to a blog that nobody has asked for since the server started."""

from __future__ import annotations

import random
from collections.abc import Iterator
from statistics import median, quantiles

from bench.browser import Browser
from bench.figures import Figure
from bench.fleet.fill import host_of
from bench.reading.ground import ROUNDS, Ground
from bench.stage import url_of

VISITS, WARM_UP = 300, 20
WITHIN = 0.1


def cold(ground: Ground) -> Iterator[Figure]:
    """Each blog is asked for once, by a server that has served others; the median of the rounds."""
    with ground.server(**ground.keeping()) as (port, _process), Browser(port) as browser:
        numbers = random.Random(5).sample(ground.blogs, min(len(ground.blogs), ROUNDS * VISITS))
        for number in numbers[:WARM_UP]:
            browser.get(url_of(host_of(number), "/about/"))
        shares = [numbers[WARM_UP + start :: ROUNDS] for start in range(ROUNDS)]
        rounds = [[_visit(browser, number) for number in share] for share in shares]
    count = len(ground.blogs)
    name = f"first visit to a cold blog among {count:,}"
    yield Figure(
        name=f"{name}, p50", value=median(median(times) for times in rounds), unit="s",
        n=len(numbers), rounds=ROUNDS,
    )  # fmt: skip
    yield Figure(
        name=f"{name}, p99", value=median(quantiles(times, n=100)[98] for times in rounds),
        unit="s", n=len(numbers), rounds=ROUNDS, at_most=WITHIN,
    )  # fmt: skip


def _visit(browser: Browser, number: int) -> float:
    answer = browser.get(url_of(host_of(number)))
    if answer.status != 200 or "hit" in answer.headers.get("cache-status", ""):
        raise RuntimeError(f"{answer.status}, {answer.headers.get('cache-status')}: not cold")
    return answer.seconds
