"""What is well and what somebody should look at."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from inkstead.celery import leave
from inkstead.models import DailyNumbers
from inkstead.overview import backups, schemas, space, work
from inkstead.overview.schemas import Fleet
from inkstead.overview.state import State
from journal.heartbeat import WORKER, beat_as_worker
from journal.models import DueTenant, Heartbeat, PlatformWork
from tenants.actions.create_tenant import create_tenant
from tenants.archive.models import Backup, Job, JobState, Verb
from tenants.due.clear import clear_expired
from tenants.models import FleetSchema, Tenant, new_schema_name
from tenants.provisioning.template import current_template
from tests.conftest import ensure_template

pytestmark = pytest.mark.django_db


def before(**span: float) -> datetime:
    return timezone.now() - timedelta(**span)


def seen(name: str, **span: float) -> None:
    Heartbeat.objects.create(name=WORKER + name, at=before(**span))


def test_no_worker_is_said_plainly() -> None:
    check = work.workers()
    assert check.state == State.LOOK
    assert check.words == "No worker is at work: nothing that is due gets done."


def test_workers_are_counted_by_their_heartbeats() -> None:
    beat_as_worker("celery@one")
    beat_as_worker("celery@one")
    beat_as_worker("celery@two")
    beat_as_worker(None)
    check = work.workers()
    assert (check.state, check.words) == (State.GOOD, "2 are at work.")


def test_a_late_worker_is_noticed_beside_one_that_is_well() -> None:
    seen("one", seconds=3)
    seen("two", minutes=5)
    check = work.workers()
    assert check.state == State.LOOK
    assert check.words.startswith("1 is at work. 1 was last heard of 5")


def test_a_worker_that_left_or_is_long_gone_is_not_missed() -> None:
    seen("one", seconds=3)
    seen("two", minutes=5)
    seen("three", hours=2)
    seen("four", days=2)
    leave(SimpleNamespace(hostname="celery@two"))
    assert work.workers().state == State.GOOD
    clear_expired()
    assert Heartbeat.objects.count() == 2


@pytest.mark.parametrize(
    ("due", "error", "state", "words"),
    [
        (None, "", State.GOOD, "Nothing is due."),
        (timedelta(hours=1), "", State.GOOD, "Nothing is due."),
        (-timedelta(seconds=30), "", State.GOOD, "1 is due, for 30"),
        (-timedelta(minutes=9), "", State.LOOK, "1 is due, for 9"),
        (timedelta(hours=1), "no", State.LOOK, "Nothing is due. 1 failed and is tried again."),
    ],
)
def test_work_of_the_platform(due: timedelta | None, error: str, state: State, words: str) -> None:
    PlatformWork.objects.create(kind="x", key="done", done_at=before(days=1), last_error="was")
    if due is not None:
        due_at = timezone.now() + due
        PlatformWork.objects.create(kind="x", key="x", due_at=due_at, last_error=error)
    check = work.platform_work()
    assert check.state == state
    assert check.words.startswith(words)


def test_blogs_that_wait_long_want_a_look() -> None:
    DueTenant.objects.create(tenant_id=uuid4(), next_due_at=before(seconds=5))
    assert work.blogs_work().state == State.GOOD
    DueTenant.objects.create(tenant_id=uuid4(), next_due_at=before(minutes=5))
    check = work.blogs_work()
    assert check.state == State.LOOK
    assert check.words.startswith("2 are due, the oldest for 5")
    assert check.command == "manage.py fleet doctor --only bells"


def test_redis_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert work.hints().state == State.GOOD
    monkeypatch.setattr(work, "waiting", lambda: None)
    assert work.hints().words.startswith("Redis does not answer")
    monkeypatch.setattr(work, "waiting", lambda: 501)
    assert (work.hints().state, work.hints().words) == (State.LOOK, "501 wait.")


@pytest.fixture
def old_blog(alice: User) -> Tenant:
    """One that should have been backed up."""
    tenant = create_tenant(by=alice, name="Night Ferry", address="night-ferry")
    Tenant.objects.filter(pk=tenant.pk).update(state="ready", created_at=before(days=9))
    return tenant


def back_up(tenant: Tenant, **fields: Any) -> Backup:
    values = {"kind": "nightly", "path": str(uuid4()), "size": 1, "rows": 1}
    return Backup.objects.create(tenant=tenant, **values | fields)


def test_without_a_place_for_backups_it_says_so(settings: Any) -> None:
    settings.BACKUP_NIGHTLY = False
    assert backups.backups().state == State.NOT_YET


def test_blogs_without_a_fresh_backup(old_blog: Tenant, settings: Any) -> None:
    settings.BACKUP_NIGHTLY = True
    back_up(old_blog, made_at=before(days=3))
    check = backups.backups()
    assert check.state == State.LOOK
    assert check.words.endswith("1 blog has none of the last two days.")
    back_up(old_blog, made_at=before(hours=3))
    assert backups.backups().state == State.GOOD


def test_a_failing_backup_leads_to_its_row(old_blog: Tenant, settings: Any) -> None:
    settings.BACKUP_NIGHTLY = True
    back_up(old_blog)
    PlatformWork.objects.create(kind="nightly_backup", key="nightly_backup:x", last_error="no room")
    check = backups.backups()
    assert check.state == State.LOOK
    assert check.link == "/admin/work/?state=failing&q=nightly_backup"


def test_the_first_night_is_waited_for(alice: User, settings: Any) -> None:
    settings.BACKUP_NIGHTLY = True
    create_tenant(by=alice, name="Night Ferry", address="night-ferry")
    check = backups.backups()
    assert (check.state, check.words) == (State.NOT_YET, "None yet: the first come tonight.")


def test_a_backup_that_differs_wants_a_look(old_blog: Tenant) -> None:
    assert backups.tried_backup().state == State.NOT_YET
    one = back_up(old_blog, compared_at=before(hours=2))
    assert backups.tried_backup().state == State.GOOD
    Backup.objects.filter(pk=one.pk).update(difference="blog_post")
    check = backups.tried_backup()
    assert check.state == State.LOOK
    assert check.words.endswith("it differs. blog_post")


def test_failed_jobs_of_the_last_day(old_blog: Tenant) -> None:
    assert backups.jobs().state == State.GOOD
    failed = Job(tenant=old_blog, verb=Verb.BACKUP, state=JobState.FAILED, ended_at=before(days=2))
    failed.save()
    assert backups.jobs().state == State.GOOD
    Job.objects.update(ended_at=before(hours=2))
    assert backups.jobs().link == f"/admin/blogs/{old_blog.pk}/"


def test_schemas_at_other_versions_are_counted(settings: Any) -> None:
    settings.SPARE_SCHEMAS = 3
    ensure_template()
    wanted = current_template().version
    FleetSchema.objects.all().delete()
    for version, spare in ((wanted, False), (wanted, True), ("older", False), ("oldest", True)):
        FleetSchema.objects.create(
            schema_name=new_schema_name(),
            version=version,
            spare=spare,
            has_role=settings.TENANT_ROLES,
        )
    found = schemas.fleet()
    check = schemas.versions(found)
    assert (check.state, check.words) == (State.LOOK, "2 of 4 at 2 other versions.")
    check = schemas.spares(found)
    assert (check.state, check.words) == (State.LOOK, "1 of 3 ready.")


def test_a_fleet_at_one_version_is_well(settings: Any) -> None:
    settings.SPARE_SCHEMAS = 2
    well = Fleet("now", Counter({"now": 5}), spares=2)
    assert schemas.versions(well).words == "All 5 at this release’s version."
    assert schemas.spares(well).state == State.GOOD
    assert schemas.versions(Fleet(None, Counter(), 0)).command == "manage.py migrate"
    assert schemas.versions(Fleet("now", Counter(), 0)).state == State.NOT_YET
    settings.SPARE_SCHEMAS = 0
    assert schemas.spares(well).state == State.NOT_YET


def test_a_full_disk_wants_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = SimpleNamespace(total=100, used=86, free=14)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    assert space.disk().state == State.LOOK
    usage.used = 80
    assert space.disk().state == State.GOOD


def test_a_disk_that_is_not_seen_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_path: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("shutil.disk_usage", nowhere)
    assert space.disk().state == State.NOT_YET


def numbers(**fields: Any) -> DailyNumbers:
    return DailyNumbers(day=timezone.now().date(), blogs=0, sign_ups=0, posts=0, **fields)


def test_the_rate_of_the_page_cache(settings: Any) -> None:
    settings.PAGE_FILES_ROOT = ""
    assert space.kept_pages([]).state == State.NOT_YET
    assert space.kept_pages([numbers(pages=2000, kept_pages=1500)]).state == State.GOOD
    check = space.kept_pages([numbers(pages=2000, kept_pages=500)])
    assert (check.state, check.words) == (State.LOOK, "25 % of 2,000 pages were kept ones.")
    assert space.kept_pages([numbers(pages=20, kept_pages=5)]).state == State.GOOD
    settings.PAGE_FILES_ROOT = "/somewhere"
    assert space.kept_pages([numbers(pages=2000, kept_pages=500)]).state == State.GOOD


def test_numbers_that_are_no_longer_counted_want_a_look() -> None:
    assert space.numbers([]).state == State.NOT_YET
    assert space.numbers([numbers(counted_at=before(minutes=4))]).state == State.GOOD
    assert space.numbers([numbers(counted_at=before(minutes=40))]).state == State.LOOK
