"""Back up and restore one blog, alone and with many others around: it must not grow with them.

ARCHIVE_BLOGS in the environment raises how many others there are.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench import content
from bench.figures import Figure
from bench.stage import Stage
from tenants.actions.restore_over import restore_over
from tenants.archive.backup import write_archive
from tenants.archive.models import KeptSchema
from tenants.archive.retention import clear_replaced
from tenants.models import Tenant

POSTS = 1000
TIMES = 7
OTHERS = int(os.environ.get("ARCHIVE_BLOGS", "200"))
MOST_GROWTH = 1.5
WHY: Any = {"by": None, "reason": "bench"}


def archive(stage: Stage) -> Iterator[Figure]:
    """The same blog of a thousand posts twice; the goal is how little the second time differs."""
    tenant = content.blog("archive-of-a-thousand")
    content.fill(tenant, first=1, last=POSTS)
    path = stage.folder / "archive.zip"
    alone = _both(tenant, path)
    for number in range(OTHERS):
        content.blog(f"archive-beside-{number}")
    beside = _both(tenant, path)
    for what, first, then in zip(("back up", "restore"), alone, beside, strict=True):
        name = f"{what} a blog of {POSTS} posts, p50"
        yield Figure(name=name, value=first, unit="s", n=TIMES)
        yield Figure(
            name=f"{name}, with {OTHERS} more blogs / before",
            value=then / first,
            unit="ratio",
            n=TIMES,
            at_most=MOST_GROWTH,
        )


def _both(tenant: Tenant, path: Path) -> tuple[float, float]:
    return (
        _timed(lambda: write_archive(tenant, path)),
        _timed(lambda: _restore(tenant, path)),
    )


def _restore(tenant: Tenant, path: Path) -> None:
    restore_over(tenant, **WHY, archive_path=path)
    KeptSchema.objects.update(gone_after="2020-01-01T00:00Z")
    clear_replaced()


def _timed(act: Callable[[], object]) -> float:
    act()
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return median(times)
