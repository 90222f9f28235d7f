"""The overview, and how soon readers see that a blog is suspended, kept pages included."""

from __future__ import annotations

from collections.abc import Iterator

from bench.admin.ground import Ground
from bench.figures import Figure
from bench.measures.admin import sign_in, suspend_to_visible
from bench.measures.overview import of_overview


def overview(ground: Ground) -> Iterator[Figure]:
    """Out of the numbers that the worker rolled up."""
    yield from of_overview(ground.stage, ground.admin)


def suspending(ground: Ground) -> Iterator[Figure]:
    """The reader asks another web server, which keeps pages."""
    with ground.stage.watched(keeps_pages=True) as (reader, _proxy), ground.stage.open() as browser:
        sign_in(browser, ground.admin)
        yield suspend_to_visible(admin=browser, reader=reader)
