"""What is asked for on a page is done by the worker once, and says how it went."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from journal.models import AuditEntry, PlatformWork
from journal.work import run_platform_work
from tenants.actions.ask_for import (
    ask_for_backup,
    ask_for_clone,
    ask_for_purge,
    ask_for_restore,
)
from tenants.actions.change import Refused
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.archive.models import Backup, Job, JobState, Verb
from tenants.archive.progress import Step
from tenants.models import State, Tenant
from tests.archive.blogs import fill, sums

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def why(alice: User) -> dict[str, Any]:
    return {"by": alice, "reason": "because"}


def work_through() -> None:
    while run_platform_work():
        pass


def test_back_up_write_and_put_back(ferry: Tenant, alice: User, why: dict[str, Any]) -> None:
    job = ask_for_backup(ferry, **why)
    work_through()
    job.refresh_from_db()
    assert (job.state, job.percent, job.error) == (JobState.DONE, 100, "")
    backup = Backup.objects.get(pk=job.result["backup"])
    then = sums(ferry)
    fill(ferry, alice, posts=1)
    job = ask_for_restore(ferry, **why, backup=backup)
    work_through()
    ferry.refresh_from_db()
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    assert sums(ferry) == then
    entry = AuditEntry.objects.get(action="tenant.put_back")
    assert (entry.actor_id, entry.details["reason"]) == (alice.pk, "because")


def test_a_copy_is_trusted_no_more_than_the_first(ferry: Tenant, why: dict[str, Any]) -> None:
    distrust_tenant(ferry, **why)
    job = ask_for_clone(ferry, **why, address="ferry-two")
    work_through()
    job.refresh_from_db()
    assert not Tenant.objects.get(pk=job.result["tenant"]).trusted


def test_copy_and_purge(ferry: Tenant, why: dict[str, Any]) -> None:
    job = ask_for_clone(ferry, **why, address="ferry-two")
    work_through()
    job.refresh_from_db()
    assert job.result["address"] == "ferry-two.inkstead.localhost"
    copy = Tenant.objects.get(pk=job.result["tenant"])
    assert sums(copy) == sums(ferry)
    trash_tenant(copy, **why)
    job = ask_for_purge(copy, **why, address="ferry-two")
    work_through()
    copy.refresh_from_db()
    assert copy.state == State.PURGED
    assert Job.objects.get(pk=job.pk).result["holds"]


def test_one_at_a_time(ferry: Tenant, why: dict[str, Any]) -> None:
    ask_for_backup(ferry, **why)
    with pytest.raises(Refused, match="Something else"):
        ask_for_clone(ferry, **why, address="ferry-two")
    assert Job.objects.count() == 1
    assert not AuditEntry.objects.filter(action="tenant.clone_asked").exists()


def test_what_cannot_be_says_why(ferry: Tenant, tmp_path: Path, why: dict[str, Any]) -> None:
    ask_for_backup(ferry, **why)
    work_through()
    backup = Backup.objects.get()
    (tmp_path / "backups" / backup.path).write_bytes(b"PK")
    before = sums(ferry)
    job = ask_for_restore(ferry, **why, backup=backup)
    work_through()
    job.refresh_from_db()
    assert (job.state, job.percent) == (JobState.FAILED, 0)
    assert "it is no archive, or damaged" in job.error
    assert sums(ferry) == before
    assert not PlatformWork.objects.filter(kind="archive_job", done_at=None).exists()


def test_a_job_does_not_run_twice(ferry: Tenant, why: dict[str, Any]) -> None:
    ask_for_backup(ferry, **why)
    work_through()
    PlatformWork.objects.filter(kind="archive_job").update(done_at=None, due_at="2020-01-01T00Z")
    work_through()
    assert Backup.objects.count() == 1


def test_how_far_it_is_can_be_seen_while_it_runs(
    ferry: Tenant, why: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen by another connection, before anything is committed."""
    from tenants.archive import jobs

    seen: list[tuple[str, int]] = []

    def slow(job: Job, progress: Any) -> None:
        progress(Step.DATA, 1, 4)
        row = Job.objects.get(pk=job.pk)
        seen.append((row.step, row.percent))
        jobs._done(job)

    monkeypatch.setitem(jobs._VERBS, Verb.BACKUP, slow)
    job = ask_for_backup(ferry, **why)
    work_through()
    assert seen == [("data", 25)]
    assert Job.objects.get(pk=job.pk).percent == 100
