"""What it costs that each request runs under its blog's own role."""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.db import connection
from django.test import override_settings

from bench.browser import Browser
from bench.figures import Figure
from bench.fleet.fill import fleet_tenants, host_of
from bench.fleet.fleet import Fleet
from bench.fleet.server import backends, processor_seconds, superuser
from bench.stage import url_of
from blog.models import Blog
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant

BLOGS, ROUNDS, PAGES = 100, 9, 100
MOST_PERCENT = 5


def roles(fleet: Fleet) -> Iterator[Figure]:
    """A transaction that reads one row, in each of many blogs: with the role and without, by turns.

    What counts is the processor, ours and the database's: a clock on a shared machine tells more of
    the others. The difference is set against what an uncached page costs over HTTP.
    """
    tenants = fleet_tenants(BLOGS)
    _enter_all(tenants)  # the backend has read the catalog of each
    turns = [(_cost(tenants, role=True), _cost(tenants, role=False)) for _ in range(ROUNDS)]
    # The least of each: what comes on top is others at work on the same core.
    role = (min(a for a, _ in turns) - min(b for _, b in turns)) / len(tenants)
    page = _page(fleet)
    count = ROUNDS * len(tenants)
    yield fleet.figure("an uncached page, processor", page, rounds=PAGES)
    yield fleet.figure("the role of a request, processor", role * 1000, unit="ms", rounds=count)
    share = 100 * role / page
    name = "the role's share of an uncached page"
    yield fleet.figure(name, share, MOST_PERCENT, unit="%", rounds=count)


def _cost(tenants: list[Tenant], *, role: bool) -> float:
    """Seconds of processor for one transaction in each."""
    pids = [os.getpid(), connection.connection.info.backend_pid]
    with override_settings(TENANT_ROLES=role):
        before = processor_seconds(pids)
        _enter_all(tenants)
        return processor_seconds(pids) - before


def _enter_all(tenants: list[Tenant]) -> None:
    for tenant in tenants:
        with tenant_transaction(tenant):
            Blog.objects.current()


def _page(fleet: Fleet) -> float:
    """Seconds of processor for a front page, in the web server and in its backends."""
    server = next(p.running for p in fleet.stage.processes if p.name == "web server" and p.running)
    numbers = list(range(1, min(PAGES, fleet.blogs) + 1))
    with superuser(fleet.stage) as watch, Browser(fleet.stage.port) as browser:
        for number in numbers:
            browser.get(url_of(host_of(number)))
        pids = [*_family(server.pid), *backends(watch)]
        before = processor_seconds(pids)
        for number in numbers:
            browser.get(url_of(host_of(number)))
        return (processor_seconds(pids) - before) / len(numbers)


def _family(pid: int) -> list[int]:
    """A process and its children: granian keeps its threads in one."""
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        return [pid, *map(int, children.read().split())]
