"""Work that is due and that nobody does, and things that were begun and never ended."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from blog.actions.enqueue import enqueue
from blog.models import OutboxEntry
from journal.models import AuditEntry, DueTenant, PlatformWork
from tenants.actions.ask_for import ask_for_backup
from tenants.actions.back_up import back_up
from tenants.actions.create_tenant import create_tenant
from tenants.actions.restore_over import restore_over
from tenants.actions.trash_tenant import trash_tenant
from tenants.archive import store
from tenants.archive.models import Backup, Job, JobState, KeptSchema, Kind
from tenants.db.scope import tenant_transaction
from tenants.due.run import run_due
from tenants.models import FleetSchema, State, Tenant
from tenants.provisioning.spares import make_spares
from tests.archive.blogs import put_media
from tests.fleet.doctor.conftest import found, mended, only

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


def leave_work(tenant: Tenant) -> None:
    with tenant_transaction(tenant):
        enqueue("refresh_stats", "doctor", {}, timezone.now() - HOUR)


def test_a_bell_that_nobody_heard(ferry: Tenant) -> None:
    leave_work(ferry)
    assert only("bells").finding.words.startswith("work is due since")
    assert found("bells", mending=True)[0].is_mended is False
    run_due()
    assert found() == []


def test_work_without_a_bell_gets_one(ferry: Tenant) -> None:
    leave_work(ferry)
    DueTenant.objects.all().delete()
    assert only("bells").finding.words.endswith("no bell will ring for it")
    (told,) = found("bells", mending=True)
    assert told.done == "rang the bell: the worker comes at once"
    assert AuditEntry.objects.get(action="fleet.bell_rung").tenant_id == ferry.pk
    run_due()
    with tenant_transaction(ferry):
        assert not OutboxEntry.objects.waiting().exists()
    assert found() == []


def test_a_closed_blog_may_wait(ferry: Tenant) -> None:
    leave_work(ferry)
    Tenant.objects.filter(pk=ferry.pk).update(state=State.SUSPENDED)
    assert found() == []


def test_the_platforms_work(ferry: Tenant) -> None:
    PlatformWork.objects.create(kind="letter", key="a", due_at=timezone.now() - HOUR)
    failing = {"attempts": 7, "last_error": "ConnectionRefusedError: no\nmore"}
    PlatformWork.objects.create(kind="letter", key="b", due_at=timezone.now() + HOUR, **failing)
    PlatformWork.objects.create(kind="letter", key="c", due_at=timezone.now() + HOUR, attempts=1)
    late, failed = found()
    assert (late.finding.where, failed.finding.where) == ("a", "b")
    assert failed.finding.words == "failed 7 times: ConnectionRefusedError: no"


def test_a_job_that_nobody_will_do(ferry: Tenant, alice: User) -> None:
    job = ask_for_backup(ferry, by=alice, reason="because")
    Job.objects.update(state=JobState.RUNNING, asked_at=timezone.now() - HOUR)
    assert found("jobs") == []  # its work is still to be done
    PlatformWork.objects.all().delete()
    assert only("jobs").finding.words.startswith("“Back up” of")
    assert mended("jobs").startswith("marked it as failed")
    job.refresh_from_db()
    assert (job.state, job.ended_at is None) == (JobState.FAILED, False)
    ask_for_backup(ferry, by=alice, reason="because")
    assert AuditEntry.objects.get(action="fleet.job_given_up").tenant_id == ferry.pk


def test_a_blog_that_was_never_finished(ferry: Tenant, alice: User) -> None:
    tenant = create_tenant(by=alice, name="Young", address="young")
    PlatformWork.objects.all().delete()
    Tenant.objects.filter(pk=tenant.pk).update(state_since=timezone.now() - HOUR)
    assert only("unfinished").finding.words == "never became ready"
    assert mended("unfinished").startswith("cleared it away")
    assert not Tenant.objects.filter(pk=tenant.pk).exists()
    assert AuditEntry.objects.filter(action="tenant.swept", tenant_id=tenant.pk).exists()


def test_a_trash_past_its_days(ferry: Tenant) -> None:
    trash_tenant(ferry, by=None, reason="because")
    assert found() == []
    then = timezone.now() - timedelta(days=30, hours=1)
    Tenant.objects.filter(pk=ferry.pk).update(state_since=then)
    assert "longer than 30 days" in only("days").finding.words
    (told,) = found("days", mending=True)
    assert told.done == "left the work of purging it to the worker"
    assert PlatformWork.objects.get(kind="purge").payload["tenant"] == str(ferry.pk)


def test_a_replaced_schema_past_its_days(ferry: Tenant) -> None:
    backup = back_up(ferry, kind=Kind.ASKED)
    with store.local(backup.path) as path:
        restore_over(ferry, by=None, reason="because", archive_path=path)
    while run_due():
        pass
    assert found() == []
    KeptSchema.objects.update(gone_after=timezone.now() - HOUR)
    assert only("days").finding.where.startswith("kept t_")
    assert mended("days") == "dropped it"


def test_a_spare_that_nobody_can_have(ferry: Tenant, settings: Settings) -> None:
    settings.SPARE_SCHEMAS = 1
    make_spares(at_most=1)
    settings.TENANT_ROLES = False
    assert found("spares") == []  # the worker has some minutes to see it
    FleetSchema.objects.update(made_at=timezone.now() - HOUR)
    (told,) = found("spares", mending=True)
    assert told.done == "dropped it"
    assert not FleetSchema.objects.filter(spare=True).exists()


def make_old(path: Path) -> None:
    for each in [path, *path.rglob("*")]:
        then = time.time() - 25 * 3600
        os.utime(each, (then, then))


def test_backups_that_nobody_knows_of(ferry: Tenant, stores: Path) -> None:
    back_up(ferry, kind=Kind.ASKED)
    making = stores / "backups" / ".making-x"
    making.mkdir()
    (making / "archive.1.part").write_bytes(b"half")
    Backup.objects.all().delete()
    assert found() == []  # perhaps somebody is at it
    make_old(stores / "backups")
    lost, half = found("archives", mending=True)
    assert lost.finding.words == "a backup that nobody knows of"
    assert half.finding.words == "half an archive"
    assert (lost.done, half.done) == ("deleted it", "deleted it")
    assert [path for path in (stores / "backups").rglob("*") if path.is_file()] == []
    assert found() == []


def test_a_backup_whose_file_is_gone(ferry: Tenant, stores: Path) -> None:
    backup = back_up(ferry, kind=Kind.ASKED)
    (stores / "backups" / backup.path).unlink()
    assert only("archives").finding.words == f"backup {backup.pk}: its file is gone"
    assert found("archives", mending=True)[0].is_mended is False  # the disk may be away
    assert Backup.objects.exists()


def test_pictures_of_no_blog(ferry: Tenant, stores: Path) -> None:
    nobody = Tenant(name="Nobody")
    put_media(ferry)
    put_media(nobody)
    assert found() == []
    make_old(stores / "media")
    assert only("pictures").finding.words == "1 files of no blog"
    assert mended("pictures") == "deleted them"
    assert [path.name for path in (stores / "media").iterdir()] == [str(ferry.pk)]
