"""Every blog each night, spread, kept for so long, and one of them had back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings

from journal.models import AuditEntry, PlatformWork
from journal.work import run_platform_work
from tenants.archive import nightly
from tenants.archive.models import Backup, Kind
from tenants.archive.retention import prune, to_keep
from tenants.models import Tenant
from tenants.tasks import sweep
from tests.archive.blogs import put_media
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db(transaction=True)

type Traveller = Any  # time_machine gives no type for what `travel` yields

NIGHT = datetime(2026, 3, 2, 0, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def night(settings: LazySettings) -> Iterator[Traveller]:
    settings.BACKUP_NIGHTLY = True
    settings.SESSION_COOKIE_AGE = 10**9
    with time_machine.travel(NIGHT, tick=False) as clock:
        yield clock


def work_through() -> None:
    while run_platform_work():
        pass


def test_every_blog_in_its_minute_and_one_had_back(
    ferry: Tenant, make_blog: MakeBlog, night: Traveller
) -> None:
    put_media(ferry)
    for number in range(5):
        make_blog(f"blog-{number}")
    sweep()
    sweep()
    work_through()
    planned = PlatformWork.objects.filter(kind="nightly_backup")
    times = list(planned.values_list("due_at", flat=True))
    assert len(times) == 6
    assert len(set(times)) > 3
    midnight = NIGHT.replace(second=0)
    assert all(midnight <= at < midnight + timedelta(hours=5) for at in times)

    night.shift(timedelta(hours=5))
    work_through()
    made = Backup.objects.filter(kind=Kind.NIGHTLY)
    assert {backup.tenant_id for backup in made} == set(Tenant.objects.values_list("pk", flat=True))
    tested = made.get(compared_at__isnull=False)
    assert tested.difference == ""
    entry = AuditEntry.objects.get(action="backup.compared")
    assert (entry.tenant_id, entry.details["differ"]) == (tested.tenant_id, [])
    sweep()
    work_through()
    assert made.all().count() == 6
    night.shift(timedelta(days=1))
    sweep()
    work_through()
    assert made.all().count() == 12


def test_a_backup_that_is_not_what_was_written_is_loud(
    ferry: Tenant, tmp_path: Path, night: Traveller
) -> None:
    sweep()
    work_through()
    PlatformWork.objects.filter(kind="nightly_backup").update(due_at=NIGHT)
    work_through()
    backup = Backup.objects.get()
    path = tmp_path / "backups" / backup.path
    path.write_bytes(path.read_bytes()[:-9])
    night.shift(timedelta(hours=6))
    work_through()
    failed = PlatformWork.objects.get(kind="compare_backup")
    assert failed.done_at is None
    assert "BadArchive" in failed.last_error


def test_only_so_many_at_once(ferry: Tenant, settings: LazySettings, night: Traveller) -> None:
    settings.BACKUPS_AT_ONCE = 0
    sweep()
    night.shift(timedelta(hours=5))
    work_through()
    assert not Backup.objects.exists()
    assert "as many" in PlatformWork.objects.get(kind="nightly_backup").last_error
    settings.BACKUPS_AT_ONCE = 1
    night.shift(timedelta(minutes=10))
    work_through()
    assert Backup.objects.count() == 1


def test_off_it_leaves_no_work(ferry: Tenant, settings: LazySettings) -> None:
    settings.BACKUP_NIGHTLY = False
    sweep()
    assert not PlatformWork.objects.filter(kind="plan_backups").exists()


def kept_after(days: int, kind: Kind) -> list[int]:
    """How old, in days, the kept ones are when one was made each day."""
    now = datetime.now(UTC)
    every = [Backup(kind=kind, made_at=now - timedelta(days=age)) for age in range(days)]
    return [(now - backup.made_at).days for backup in to_keep(every)]


def test_seven_days_and_four_weeks_are_kept() -> None:
    assert kept_after(60, Kind.NIGHTLY) == [0, 1, 2, 3, 4, 5, 6, 8, 15]  # Monday: weeks 1, 2, 3, 4
    assert kept_after(3, Kind.NIGHTLY) == [0, 1, 2]
    assert len(kept_after(60, Kind.ASKED)) == 30
    assert kept_after(60, Kind.OWNER) == [0, 1, 2]


def test_the_last_one_is_kept_however_old(ferry: Tenant, tmp_path: Path) -> None:
    from tenants.actions.back_up import back_up

    old = back_up(ferry, kind=Kind.OWNER)
    older = back_up(ferry, kind=Kind.OWNER)
    Backup.objects.filter(pk=old.pk).update(made_at=NIGHT - timedelta(days=90))
    Backup.objects.filter(pk=older.pk).update(made_at=NIGHT - timedelta(days=99))
    assert prune(ferry.pk) == 1
    assert Backup.objects.get() == old
    assert len(list((tmp_path / "backups").rglob("*.zip"))) == 1
    assert nightly.KEEP_WORK.days == 7
