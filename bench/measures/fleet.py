"""What a fleet costs: migrations over many schemas, and new blogs from spares.

BENCH_SCHEMAS (1000) and BENCH_BURST (200) make it smaller for a laptop in a hurry.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import override_settings

from accounts.models import User
from bench.figures import ROOT, Figure
from bench.measures.sign_up import one_person
from bench.stage import Stage
from tenants.actions.create_tenant import create_tenant
from tenants.db.scope import tenant_connection
from tenants.models import FleetSchema, State, Tenant
from tenants.provisioning.provision import provision
from tenants.provisioning.spares import make_spares, take_spare
from tenants.provisioning.template import current_template, tenant_leaves

SCHEMAS = int(os.environ.get("BENCH_SCHEMAS", "1000"))
BURST = int(os.environ.get("BENCH_BURST", "200"))
BLOGS = 100
DJANGOS = 5
MANY = 1000
AT_ONCE = 8
NOTHING_WITHIN, FIELD_WITHIN, TAKEN_WITHIN = 5.0, 10.0, 0.005

FIELD = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contact", "{after}")]
    operations = [
        migrations.AddField("message", "mood", models.CharField(max_length=9, default="calm"))
    ]
"""


def fleet(stage: Stage) -> Iterator[Figure]:
    """Fill the database first; the other figures are taken with all these schemas there."""
    owner = User.objects.create_user("fleet@bench.example")
    settings.SPARE_SCHEMAS = SCHEMAS
    seconds = _timed(lambda: make_spares(at_most=SCHEMAS))
    yield _figure("make a spare, mean", seconds / SCHEMAS, SCHEMAS)
    yield from _new_blogs(owner)
    yield from _migrations(stage)
    yield from _burst(stage)


def _new_blogs(owner: User) -> Iterator[Figure]:
    count = min(BLOGS, FleetSchema.objects.filter(spare=True).count() // 4)
    taken = [_take() for _ in range(count)]
    yield _figure("take a spare, p50", median(taken), count, TAKEN_WITHIN)
    times = [_provision(owner, f"spare-{number}") for number in range(count)]
    yield _figure("new blog from a spare, p50", median(times), count)
    yield _figure("new blog from a spare, p99", quantiles(times, n=100)[98], count)
    with _without_spares():
        times = [_provision(owner, f"script-{number}") for number in range(count)]
    yield _figure("new blog from the script, p50", median(times), count)


def _migrations(stage: Stage) -> Iterator[Figure]:
    """In this process: what a start of Django costs stands apart."""
    total = FleetSchema.objects.count()
    yield _figure("Django's start", _timed(lambda: stage.manage("check")), 1)
    nothing = _timed(_migrate)
    yield _figure("migrate, nothing to do", nothing, total, NOTHING_WITHIN)
    yield _figure("migrate --check", _timed(lambda: _migrate("--check")), total)
    one = median(_timed(_by_django) for _ in range(DJANGOS))
    yield _figure("one schema looked at by Django", one, DJANGOS)
    with _one_more_field(stage.folder):
        field = _timed(_migrate)
        yield _figure("migrate, add a field", field, total, FIELD_WITHIN)
        _migrate("contact", _last_of_contact())
    for name, seconds in (("nothing to do", nothing), ("a field", field)):
        share = seconds / (one * total)
        yield Figure(
            name=f"{name}, share of Django's way",
            value=share,
            unit="ratio",
            n=total,
            at_most=0.1 if total >= MANY else None,  # a few schemas pay for the run's own look
        )


def _burst(stage: Stage) -> Iterator[Figure]:
    """More people at once than there are spares, each from the form to the editor."""
    spares = FleetSchema.objects.filter(spare=True)
    kept = spares.order_by("pk").values_list("pk", flat=True)[: BURST // 4]
    spares.exclude(pk__in=list(kept)).update(spare=False)
    before = Tenant.objects.filter(state=State.READY).count()
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        times = list(people.map(lambda n: one_person(stage, f"burst-{n}")[1], range(BURST)))
    yield _figure("a burst of sign-ups, all", time.perf_counter() - start, BURST)
    yield _figure("a burst of sign-ups, POST to editor, p99", quantiles(times, n=100)[98], BURST)
    made = Tenant.objects.filter(state=State.READY).count() - before
    yield Figure(
        name="a burst of sign-ups, lost", value=BURST - made, unit="blogs", n=BURST, at_most=0
    )


def _take() -> float:
    with transaction.atomic():
        template = current_template()
        start = time.perf_counter()
        if take_spare(template) is None:
            raise RuntimeError("There is no spare.")
        seconds = time.perf_counter() - start
        transaction.set_rollback(True)
    return seconds


def _provision(owner: User, address: str) -> float:
    tenant = create_tenant(by=owner, name=address, address=address)
    return _timed(lambda: _must_be_ready(provision(tenant.id)))


def _must_be_ready(state: State | None) -> None:
    if state != State.READY:
        raise RuntimeError(f"The blog is {state}.")


@contextmanager
def _without_spares() -> Iterator[None]:
    hidden = list(FleetSchema.objects.filter(spare=True).values_list("pk", flat=True))
    FleetSchema.objects.filter(pk__in=hidden).update(spare=False)
    yield
    FleetSchema.objects.filter(pk__in=hidden).update(spare=True)


def _migrate(*arguments: str) -> None:
    call_command("migrate", *arguments, verbosity=0, stdout=sys.stderr)


@contextmanager
def _one_more_field(folder: Path) -> Iterator[None]:
    """Contact's migrations and one more stand in for contact's own."""
    package = folder / "bench_contact_migrations"
    shutil.copytree(ROOT / "blog/contact/migrations", package)
    (package / "9000_mood.py").write_text(FIELD.format(after=_last_of_contact()))
    sys.path.insert(0, str(folder))
    with override_settings(MIGRATION_MODULES={"contact": package.name}):
        yield
    _migrate()


def _last_of_contact() -> str:
    return max(path.stem for path in (ROOT / "blog/contact/migrations").glob("0*.py"))


def _by_django() -> None:
    """What stock django-tenants does for each schema: plan anew, find nothing."""
    schema = FleetSchema.objects.order_by("pk").values_list("pk", flat=True)[0]
    with tenant_connection().migrating(schema):
        executor = MigrationExecutor(tenant_connection())
        executor.migrate(tenant_leaves(executor.loader))


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _figure(name: str, value: float, n: int, at_most: float | None = None) -> Figure:
    return Figure(name=name, value=value, unit="s", n=n, at_most=at_most)
