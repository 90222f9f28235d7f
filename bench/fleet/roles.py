"""What it costs that each request runs under its blog's own role."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from django.test import override_settings

from bench.browser import Browser
from bench.figures import Figure
from bench.fleet.fill import fleet_tenants, host_of
from bench.fleet.fleet import Fleet
from bench.stage import url_of
from blog.models import Blog
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant

BLOGS, ROUNDS, PAGES = 100, 5, 60
MOST_PERCENT = 5


def roles(fleet: Fleet) -> Iterator[Figure]:
    """A transaction that reads one row, in each of many blogs: with the role and without, by turns.

    The difference is set against an uncached page over HTTP of the same run.
    """
    tenants = fleet_tenants(BLOGS)
    for tenant in tenants:
        _enter(tenant)  # the backend has read the catalog of each
    pairs = [(_with_role(tenant), _without(tenant)) for _ in range(ROUNDS) for tenant in tenants]
    # Of the same blog at the same moment: what the machine does otherwise meets both alike.
    costs = median(a - b for a, b in pairs)
    page = _page(fleet)
    yield fleet.figure("an uncached page, p50", page, rounds=PAGES)
    yield fleet.figure("the role of a request, p50", costs * 1000, unit="ms", rounds=len(pairs))
    yield fleet.figure(
        "the role's share of an uncached page",
        100 * costs / page,
        MOST_PERCENT,
        unit="%",
        rounds=len(pairs),
    )


def _with_role(tenant: Tenant) -> float:
    return _enter(tenant)


def _without(tenant: Tenant) -> float:
    with override_settings(TENANT_ROLES=False):
        return _enter(tenant)


def _enter(tenant: Tenant) -> float:
    start = time.perf_counter()
    with tenant_transaction(tenant):
        Blog.objects.current()
    return time.perf_counter() - start


def _page(fleet: Fleet) -> float:
    with Browser(fleet.stage.port) as browser:
        numbers = list(range(1, min(PAGES, fleet.blogs) + 1))
        for number in numbers:
            browser.get(url_of(host_of(number)))
        return median(browser.get(url_of(host_of(number))).seconds for number in numbers)
