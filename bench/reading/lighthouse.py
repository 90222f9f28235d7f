"""Lighthouse on a telephone: front page and post, in each theme, of a blog that may be indexed."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from bench.content import host_of
from bench.figures import Figure
from bench.lighthouse import look_at, score, tell
from bench.reading.front import front
from bench.reading.ground import ROUNDS, Ground
from bench.reading.weight import wear
from bench.stage import url_of
from blog.look.themes import THEMES

PAGES = {"front page": "/", "post": "/blog/post-3/"}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]


def lighthouse(ground: Ground) -> Iterator[Figure]:
    """The median of the rounds for each of its four numbers."""
    tenant = ground.one("weight")
    with (
        ground.server(**ground.keeping()) as (upstream, _process),
        front(ground.stage.folder / "front", upstream) as caddy,
    ):
        for theme in THEMES:
            wear(tenant, theme)
            for page, path in PAGES.items():
                url = url_of(host_of(tenant), path)
                reports = [look_at(url, caddy.port, CATEGORIES) for _ in range(ROUNDS)]
                for category in CATEGORIES:
                    value = median(score(report, category) for report in reports)
                    if value < 100:
                        tell(reports[-1], category)
                    yield Figure(
                        name=f"Lighthouse, {page} in {theme}, {category}", value=value,
                        unit="of 100", n=1, rounds=ROUNDS, at_least=100,
                    )  # fmt: skip
