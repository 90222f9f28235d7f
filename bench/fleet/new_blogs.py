"""A new blog, with all the others there: from a spare, from the script, and as stock makes it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from django.conf import settings
from django.db import transaction

from accounts.models import User
from bench.figures import Figure
from bench.fleet.copy import stock_among
from bench.fleet.fleet import Fleet
from bench.fleet.timing import Took, middle, timed
from bench.fleet.undo import remove_blogs, remove_spares
from tenants.actions.create_tenant import create_tenant
from tenants.models import BareSchema, FleetSchema, State
from tenants.provisioning.bare import make_bare
from tenants.provisioning.provision import provision
from tenants.provisioning.spares import make_spares, take_spare
from tenants.provisioning.template import current_template

ROUNDS, STOCK_ROUNDS = 40, 7
TAKEN_WITHIN, MADE_WITHIN = 0.005, 0.1
TIMES_STOCK = 300
LABEL = "newblog-"


def new_blogs(fleet: Fleet) -> Iterator[Figure]:
    """Taking is measured in transactions that are rolled back, so one spare serves many times."""
    settings.SPARE_SCHEMAS = 2 * ROUNDS
    all_made = fleet.measure(lambda: make_spares(at_most=2 * ROUNDS))
    each = Took(all_made.wall / (2 * ROUNDS), all_made.cpu / (2 * ROUNDS))
    yield fleet.figure("make a spare, mean", each, rounds=2 * ROUNDS)
    taken = median(_take() for _ in range(ROUNDS))
    yield fleet.figure("take a spare, p50", taken, TAKEN_WITHIN, rounds=ROUNDS)
    owner = User.objects.create(email=f"{LABEL}owner@bench.example")
    times = [_provision(fleet, owner, f"{LABEL}spare-{number}") for number in range(ROUNDS)]
    yield fleet.figure("new blog from a spare, p50", middle(times), rounds=ROUNDS)
    p99 = quantiles([took.wall for took in times], n=100)[98]
    yield fleet.figure("new blog from a spare, p99", p99, rounds=ROUNDS)
    with _without_spares():
        made = yield from _made(fleet, owner, "without a spare")
        with _without_bare():
            yield from _made(fleet, owner, "with nothing ready")
    remove_blogs(LABEL)
    remove_spares()
    yield from _beside_stock(fleet, taken, made.wall)


def _made(fleet: Fleet, owner: User, how: str) -> Generator[Figure, None, Took]:
    settings.BARE_SCHEMAS = ROUNDS
    make_bare()
    label = f"{LABEL}{how.replace(' ', '-')}"
    made = middle([_provision(fleet, owner, f"{label}-{n}") for n in range(ROUNDS)])
    yield fleet.figure(f"new blog {how}, p50", made, MADE_WITHIN, rounds=ROUNDS)
    name = f"new blog {how}, processor"
    yield fleet.figure(name, made.cpu, MADE_WITHIN, rounds=ROUNDS)
    return made


def _beside_stock(fleet: Fleet, taken: float, made: float) -> Iterator[Figure]:
    stock = stock_among(fleet.stage, fleet.blogs)
    hosts = [f"{fleet.run}-{number}.example" for number in range(STOCK_ROUNDS)]
    saves = [blog["seconds"] for blog in stock.make(*hosts)]
    stock.forget(*hosts)
    saved = median(saves)
    yield fleet.figure("stock: Tenant.save(), p50", saved, rounds=STOCK_ROUNDS)
    yield fleet.ratio("take a spare, faster than stock's save()", saved / taken, TIMES_STOCK)
    yield fleet.ratio("new blog without a spare, faster than stock's save()", saved / made)


def _take() -> float:
    with transaction.atomic():
        template = current_template()
        found: list[str | None] = []
        seconds = timed(lambda: found.append(take_spare(template)))
        transaction.set_rollback(True)
    if not found[0]:
        raise RuntimeError("There is no spare.")
    return seconds


def _provision(fleet: Fleet, owner: User, address: str) -> Took:
    tenant = create_tenant(by=owner, name=address, address=address)
    return fleet.measure(lambda: _must_be_ready(provision(tenant.id)))


def _must_be_ready(state: State | None) -> None:
    if state != State.READY:
        raise RuntimeError(f"The blog is {state}.")


@contextmanager
def _without_spares() -> Iterator[None]:
    hidden = list(FleetSchema.objects.filter(spare=True).values_list("pk", flat=True))
    FleetSchema.objects.filter(pk__in=hidden).update(spare=False)
    yield
    FleetSchema.objects.filter(pk__in=hidden).update(spare=True)


@contextmanager
def _without_bare() -> Iterator[None]:
    hidden = list(BareSchema.objects.all())
    BareSchema.objects.all().delete()
    yield
    BareSchema.objects.bulk_create(hidden)
