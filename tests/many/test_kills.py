"""Kill -9 and several workers at once: every blog of a job is changed once, with one entry."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from journal.models import AuditEntry, PlatformWork
from journal.work import run_platform_work
from tenants.actions.ask_for_many import ask_for_many
from tenants.many.models import ManyJob, Outcome, Part
from tenants.many.work import KIND
from tenants.models import Domain, State, Tenant
from tests.support.facts import record
from tests.support.hands import Hands
from tests.support.nursery import Nursery

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

KILLED = {"many.before_commit": 0, "many.after_part": 1}  # how much is done before


@pytest.fixture
def job() -> ManyJob:
    """On forty blogs of which nothing but their public rows matters."""
    from tenants.models import ContentVersion

    blogs = Tenant.objects.bulk_create(
        Tenant(name=f"Blog {number}", state=State.READY) for number in range(40)
    )
    ContentVersion.objects.bulk_create(ContentVersion(tenant=blog) for blog in blogs)
    Domain.objects.bulk_create(
        Domain(domain=f"{b.pk.hex}.example", skeleton=f"{b.pk.hex}.example", tenant=b)
        for b in blogs
    )
    return ask_for_many("suspend", [b.pk for b in blogs], by=None, reason="because")


def finish() -> None:
    PlatformWork.objects.filter(kind=KIND, done_at=None).update(due_at=timezone.now())
    while run_platform_work():
        pass


def entries() -> Counter[Any]:
    suspended = AuditEntry.objects.filter(action="tenant.suspended")
    return Counter(suspended.values_list("tenant_id", flat=True))


def done(job: ManyJob) -> int:
    return job.parts.filter(outcome=Outcome.DONE).count()


def all_of(job: ManyJob) -> Counter[Any]:
    return Counter(job.parts.values_list("tenant_id", flat=True))


def is_whole(job: ManyJob) -> bool:
    job.refresh_from_db()
    return job.state == "done" and done(job) == 40 and entries() == all_of(job)


@pytest.mark.parametrize(("failpoint", "before"), KILLED.items())
def test_killed_at(failpoint: str, before: int, job: ManyJob, nursery: Nursery) -> None:
    killed = nursery.run("tests.many.worker", INKSTEAD_FAILPOINT=failpoint)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    record("jobs on many blogs kills", **{failpoint: 1})
    assert (done(job), sum(entries().values())) == (before, before)
    finish()
    assert is_whole(job)


def test_killed_in_the_middle(job: ManyJob, nursery: Nursery) -> None:
    worker = nursery.start("tests.many.worker", INKSTEAD_FAILPOINT="many.after_part:hold")
    until = time.monotonic() + 60
    while not done(job) and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(worker.pid, signal.SIGCONT)  # it was held after the first; now it is well under way
    while done(job) < 5 and time.monotonic() < until:
        time.sleep(0.002)
    worker.kill()
    worker.wait(60)
    assert 0 < done(job) == sum(entries().values())
    finish()
    assert is_whole(job)


def test_many_workers_at_once(job: ManyJob) -> None:
    def work(_number: int) -> None:
        from tenants.many.work import run_job

        run_job({"job": str(job.pk)})

    with Hands(5) as pool:
        list(pool.map(work, range(5)))
    assert is_whole(job)
    assert not Part.objects.filter(outcome=Outcome.WAITING).exists()
