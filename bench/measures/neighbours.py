"""Whether the readers of other blogs notice that one blog is overrun."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import quantiles

from django.utils import timezone

from accounts.models import User
from bench import content
from bench.figures import Figure
from bench.overrun import PER_SECOND, Overrun
from bench.proxied import Reader, proxied
from bench.stage import Stage

NEIGHBOURS = 20
POSTS = 20
SECONDS = 60.0
RATIO = 2.0
PAUSE = 0.05  # between what one neighbour's reader asks for


def neighbours(stage: Stage) -> Iterator[Figure]:
    """Twenty quiet blogs, each page asked for in turn: alone, and beside 500 requests a second."""
    tenants = [content.blog(f"neighbour-{number}") for number in range(NEIGHBOURS + 1)]
    User.objects.filter(email__startswith="neighbour-").update(email_confirmed_at=timezone.now())
    for tenant in tenants:
        content.fill(tenant, first=1, last=POSTS)
    loud, *quiet = [content.host_of(tenant) for tenant in tenants]
    with proxied(stage) as port:
        if port is None:
            return
        _read(port, quiet, SECONDS / 6)  # warm
        alone, _ = _read(port, quiet, SECONDS / 2)
        with Overrun(port, loud, POSTS) as overrun:
            beside, wrong = _read(port, quiet, SECONDS)
    yield Figure(
        name=f"requests to the blog that is overrun, of {PER_SECOND}",
        value=overrun.asked / overrun.seconds,
        unit="1/s",
        n=overrun.asked,
    )
    for name, times in (("alone", alone), ("beside it", beside)):
        yield Figure(name=f"neighbours {name}, p95", value=_p95(times), unit="s", n=len(times))
    yield Figure(
        name="neighbours beside it to alone, p95",
        value=_p95(beside) / _p95(alone),
        unit="ratio",
        n=len(beside),
        at_most=RATIO,
    )
    yield Figure(
        name="answers of 500 and above, neighbours and all",
        value=wrong + overrun.failed,
        unit="answers",
        n=len(beside) + overrun.asked,
        at_most=0,
    )


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _read(port: int, hosts: list[str], seconds: float) -> tuple[list[float], int]:
    """How long each page took, one after the other; and how many went wrong."""
    readers, times, wrong = [Reader(port, host) for host in hosts], [], 0
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        reader = readers[number % len(readers)]
        began = time.perf_counter()
        status, _text, _file = reader.get(f"/blog/post-{number % POSTS + 1}/")
        times.append(time.perf_counter() - began)
        wrong += status >= 500
        number += 1
        time.sleep(PAUSE)
    return times, wrong
