"""Whether the last page of a long list costs more than the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from bench import content
from bench.browser import Answer, Browser
from bench.figures import Figure
from bench.stage import Stage, url_of

POSTS = 10_000
SAMPLES = 40
WARM_UP = 5
RATIO = 3.0


def long_list(stage: Stage) -> Iterator[Figure]:
    """First and last page in turn, so that whatever else the machine does meets both alike."""
    tenant = content.blog("long-list")
    content.fill(tenant, first=1, last=POSTS)
    first = url_of(content.host_of(tenant), "/blog/")
    with stage.open() as browser:
        last = _last_page(browser, first)
        for url in [first, last] * WARM_UP:
            browser.get(url)
        times = [(_ask(browser, first), _ask(browser, last)) for _ in range(SAMPLES)]
    heads, tails = median(a for a, _ in times), median(b for _, b in times)
    name = f"list of {POSTS:,} posts"
    yield Figure(name=f"{name}, first page, p50", value=heads, unit="s", n=SAMPLES)
    yield Figure(name=f"{name}, last page, p50", value=tails, unit="s", n=SAMPLES)
    yield Figure(
        name=f"{name}, last page to first page",
        value=tails / heads,
        unit="ratio",
        n=SAMPLES,
        at_most=RATIO,
    )


def _ask(browser: Browser, url: str) -> float:
    return _page(browser, url).seconds


def _page(browser: Browser, url: str) -> Answer:
    answer = browser.get(url)
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} from {url}")
    return answer


def _last_page(browser: Browser, first: str) -> str:
    """The page that holds the oldest post, found by how many a page shows."""
    shown = len(set(re.findall(r'/blog/(post-\d+)/"', _page(browser, first).text)))
    last = f"{first}?page={-(-POSTS // shown)}"
    if f'/blog/post-{POSTS}/"' not in _page(browser, last).text:
        raise RuntimeError(f"{last} is not the last page")
    return last
