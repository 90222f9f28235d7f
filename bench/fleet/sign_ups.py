"""People who sign up while all the others are there: one, eight at once, and more than spares."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from statistics import median, quantiles

from django.conf import settings
from django.db.models import QuerySet

from bench.figures import Figure
from bench.fleet.fleet import Fleet
from bench.fleet.undo import remove_blogs, remove_spares
from bench.measures.sign_up import one_person
from bench.stage import Stage, free_port
from inkstead.devstack.processes import stop_all
from tenants.models import FleetSchema, State, Tenant
from tenants.provisioning.spares import make_spares

ALONE, TOGETHER, AT_ONCE = 25, 80, 8
ALONE_WITHIN, TOGETHER_WITHIN = 0.15, 0.4
BURST, SPARES = 200, 40
LABEL = "signup-"


def sign_ups(fleet: Fleet) -> Iterator[Figure]:
    """The web server's passwords cost nothing here: a hash is slow on purpose; `bench` has it."""
    stage, port = fleet.stage, free_port(fleet.stage.port + 1)
    quick = {"BENCH_QUICK_HASH": "1", "SPARE_SCHEMAS": str(SPARES)}
    stage.environment.update(quick)
    started = [stage.start(*what) for what in (("web server", port), ("worker",), ("beat",))]
    there = replace(stage, port=port)
    try:
        yield from _posts(fleet, there)
        yield from _burst(fleet, there)
    finally:
        for name in quick:
            del stage.environment[name]
        stop_all(list(reversed(started)))
        for process in started:
            stage.processes.remove(process)
        remove_blogs(LABEL)
        remove_spares()


def _posts(fleet: Fleet, stage: Stage) -> Iterator[Figure]:
    what = "sign-up POST to redirect, less the password's hash"
    one_person(stage, f"{LABEL}{fleet.run}-first")
    alone = [one_person(stage, f"{LABEL}{fleet.run}-one-{n}")[0] for n in range(ALONE)]
    yield fleet.figure(f"{what}, p50", median(alone), ALONE_WITHIN, rounds=ALONE)
    with ThreadPoolExecutor(AT_ONCE) as people:
        names = [f"{LABEL}{fleet.run}-eight-{n}" for n in range(TOGETHER)]
        together = [posted for posted, _ in people.map(lambda n: one_person(stage, n), names)]
    name = f"{what}, {AT_ONCE} at once, p50"
    yield fleet.figure(name, median(together), TOGETHER_WITHIN, rounds=TOGETHER)


def _burst(fleet: Fleet, stage: Stage) -> Iterator[Figure]:
    """More people than spares, each from the form to the editor of a blog that is there."""
    settings.SPARE_SCHEMAS = SPARES
    make_spares(at_most=SPARES)
    spares = set(FleetSchema.objects.filter(spare=True).values_list("pk", flat=True))
    before = _ready().count()
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        names = [f"{LABEL}{fleet.run}-burst-{n}" for n in range(BURST)]
        opened = [opened for _, opened in people.map(lambda n: one_person(stage, n), names)]
    took = time.perf_counter() - start
    what = f"a burst of {BURST} sign-ups for {SPARES} spares"
    yield fleet.figure(f"{what}, all", took, rounds=BURST)
    yield fleet.figure(f"{what}, POST to editor, p50", median(opened), rounds=BURST)
    yield fleet.figure(f"{what}, POST to editor, p99", quantiles(opened, n=100)[98], rounds=BURST)
    left = FleetSchema.objects.filter(pk__in=spares, spare=True).count()
    yield fleet.figure(f"{what}, spares that were there and are left", left, 0, unit="spares")
    lost = BURST - (_ready().count() - before)
    yield fleet.figure(f"{what}, lost", lost, 0, unit="blogs", rounds=BURST)


def _ready() -> QuerySet[Tenant]:
    return Tenant.objects.filter(state=State.READY, domains__domain__startswith=LABEL)
