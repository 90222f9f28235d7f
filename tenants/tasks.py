"""What the worker runs. Each is safe to run twice, at once, or not at all until the next tick."""

from __future__ import annotations

import time
from uuid import UUID

from celery import current_task, shared_task
from django.conf import settings

from journal.heartbeat import TICK, beat, beat_as_worker
from journal.work import run_platform_work
from tenants.archive import nightly, retention
from tenants.due.clear import clear_expired
from tenants.due.run import run_due
from tenants.fleet.lock import is_migrating
from tenants.provisioning.bare import drop_bare, make_bare
from tenants.provisioning.provision import provision
from tenants.provisioning.spares import drop_spares, make_spares
from tenants.provisioning.sweep import sweep as sweep_unfinished

BUDGET_SECONDS = 20.0  # then the worker's other tasks have their turn


@shared_task
def tick() -> None:
    """Do what is due, on the platform and on blogs, until nothing is or the budget is spent."""
    beat(TICK)
    beat_as_worker(current_task.request.hostname)
    enough = time.monotonic() + BUDGET_SECONDS
    while run_platform_work() + run_due():
        if time.monotonic() > enough:
            return


@shared_task
def keep_spares() -> None:
    """Keep schemas ready for new blogs; comes every ten seconds, a sixth of the minute's rate."""
    if not is_migrating():
        make_bare()
        make_spares(at_most=max(1, settings.SPARES_PER_MINUTE // 6))
        drop_spares()  # last: whatever cannot be dropped keeps nobody waiting
        drop_bare()


@shared_task
def sweep() -> None:
    """Clear away blogs that never became ready, ended sessions, stale codes, what is past its
    days; leave the work of tonight's backups.
    """
    sweep_unfinished()
    clear_expired()
    retention.empty_the_trash()
    retention.clear_replaced()
    nightly.ask_for_tonight()


@shared_task
def provision_tenant(tenant_id: str) -> None:
    """Make a blog now rather than at the next tick; a row in journal stands behind it."""
    provision(UUID(tenant_id))
