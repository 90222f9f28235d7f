"""The list of all blogs, and what is looked for in it: by name, address, domain, owner's e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from bench.admin.ground import FEW, Ground
from bench.browser import Browser
from bench.figures import Figure
from bench.measures.admin import sign_in, trips
from bench.stage import HOST, url_of

SAMPLES = 40
WITHIN = 0.3


def queries(blogs: int) -> dict[str, dict[str, str]]:
    """What is asked: each search finds one of the last blogs, the last one none."""
    last = (blogs - 1) // 20 * 20
    return {
        "the list": {},
        "by name": {"q": f"Filler {last}"},
        "by address": {"q": f"filler-{last}.inkstead"},
        "by domain": {"q": f"own-{last}.example"},
        "by owner's e-mail": {"q": f"filler-{last}@bench"},
        "by a word of all": {"q": "filler"},
        "by what nobody has": {"q": "zzzzz"},
    }


def lists(ground: Ground) -> Iterator[Figure]:
    """Round trips at a few blogs and at many, then times."""
    with ground.stage.watched() as (other, proxy), ground.stage.open() as browser:
        for one in (other, browser):
            sign_in(one, ground.admin)
        few = {n: trips(partial(ask, other, q), proxy) for n, q in queries(FEW).items()}
        ground.fill(FEW, ground.blogs)
        for name, query in queries(ground.blogs).items():
            yield Figure(
                name=f"admin, {name}, {ground.blogs:,} blogs: round trips, no more than at {FEW}",
                value=trips(partial(ask, other, query), proxy),
                unit="round trips",
                n=ground.blogs,
                at_most=few[name],
            )
            ask(browser, query)
            times = sorted(ask(browser, query) for _ in range(SAMPLES))
            yield Figure(
                name=f"admin, {name}, {ground.blogs:,} blogs, p95",
                value=times[int(SAMPLES * 0.95)],
                unit="s",
                n=ground.blogs,
                rounds=SAMPLES,
                at_most=WITHIN,
            )


def ask(browser: Browser, query: dict[str, str]) -> float:
    """Seconds that the page took; RuntimeError unless it is one, with what was looked for."""
    answer = browser.get(url_of(HOST, f"/admin/blogs/?{urlencode(query)}"))
    found, wanted = answer.text.count('name="picked"'), query.get("q") != "zzzzz"
    if answer.status != 200 or bool(found) is not wanted:
        raise RuntimeError(f"{found} found: {answer.status} {answer.url}")
    return answer.seconds
