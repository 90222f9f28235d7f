"""Work of seconds: its long part outside of transactions, its outcome once, whatever dies."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from accounts.models import User
from blog import due
from blog.actions.enqueue import enqueue
from blog.media import clear, work
from blog.media.actions.add_picture import add_pictures
from blog.media.models import Picture, State
from blog.media.storing import stored
from blog.media.upload import take
from blog.models import OutboxEntry
from journal.models import DueTenant
from tenants.db.scope import current_tenant_id, tenant_transaction
from tenants.due.run import run_due
from tenants.models import Tenant
from tests.blog.media.drawing import picture
from tests.conftest import MakeBlog
from tests.due.test_kills import Nursery, lease_ends, nursery
from tests.support.facts import record

__all__ = ["nursery"]

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

TIDYING = "due.finished"
FAILPOINTS = ["due.after_work", "due.after_commit", "media.encoded", "media.kept"]


def put(tenant: Tenant, by: User, count: int = 1) -> None:
    sent = [SimpleUploadedFile(f"n{n}.jpg", picture((500 + n, 300))) for n in range(count)]
    with tenant_transaction(tenant), stored(*map(take, sent)) as files:
        add_pictures(files, by=by)


def finish(tenant: Tenant) -> None:
    """As when the leases of bell and entry are over."""
    lease_ends()
    with tenant_transaction(tenant):
        waiting = OutboxEntry.objects.filter(done_at=None, kind=work.PREPARE)
        waiting.update(due_at=timezone.now())
    while run_due():
        pass


def files_of(tenant: Tenant, key: str) -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / str(tenant.id) / key
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_killed_in_the_middle_of_a_picture(
    failpoint: str, nursery: Nursery, make_blog: MakeBlog, alice: User
) -> None:
    tenant = make_blog("one", owner=alice)
    while run_due():
        pass
    put(tenant, alice)
    with tenant_transaction(tenant):
        OutboxEntry.objects.exclude(kind=work.PREPARE).delete()
    lease_ends()
    assert nursery.run(failpoint) == -signal.SIGKILL
    record("due work kills", **{failpoint: 1})
    with tenant_transaction(tenant):
        row = Picture.objects.get()
        entry = OutboxEntry.objects.get(kind=work.PREPARE)
    assert (row.state, row.renditions, entry.done_at) == (State.WAITING, [], None)
    assert "upload" in files_of(tenant, row.key)
    finish(tenant)
    with tenant_transaction(tenant):
        row.refresh_from_db()
        entry.refresh_from_db()
    assert row.state == State.READY
    assert entry.done_at is not None
    assert files_of(tenant, row.key) == sorted(file["f"] for file in row.renditions)


def test_what_is_killed_before_it_tidied_up_leaves_no_upload_for_good(
    nursery: Nursery, make_blog: MakeBlog, alice: User
) -> None:
    """In it is all that the camera wrote, such as the place."""
    tenant = make_blog("one", owner=alice)
    put(tenant, alice)
    with tenant_transaction(tenant):
        OutboxEntry.objects.exclude(kind=work.PREPARE).delete()
    lease_ends()
    assert nursery.run(TIDYING) == -signal.SIGKILL
    record("due work kills", **{TIDYING: 1})
    with tenant_transaction(tenant):
        row = Picture.objects.get(state=State.READY)
        assert OutboxEntry.objects.get(kind=work.PREPARE).done_at
        (entry,) = OutboxEntry.objects.filter(kind=clear.SWEEP, done_at=None)
        assert timedelta(0) < entry.due_at - timezone.now() <= clear.ON_ITS_WAY
        OutboxEntry.objects.filter(pk=entry.pk).update(due_at=timezone.now())
    assert "upload" in files_of(tenant, row.key)
    upload = Path(settings.MEDIA_ROOT) / str(tenant.id) / row.key / "upload"
    os.utime(upload, (upload.stat().st_mtime - 2 * 3600,) * 2)
    finish(tenant)
    assert files_of(tenant, row.key) == sorted(file["f"] for file in row.renditions)


def test_no_transaction_is_open_meanwhile(
    make_blog: MakeBlog, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant, seen = make_blog("one", owner=alice), []

    def look(data: bytes, kind: str) -> work.Outcome:
        seen.append((connection.in_atomic_block, current_tenant_id()))
        return work.Outcome([], [], failure="broken")

    monkeypatch.setattr(work, "run_encoder", look)
    put(tenant, alice, 3)
    finish(tenant)
    assert seen == [(False, None)] * 3


def test_a_failure_puts_it_off_and_stops_nothing_else(
    make_blog: MakeBlog, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant, encode, calls = make_blog("one", owner=alice), work.run_encoder, []

    def fail_first(data: bytes, kind: str) -> work.Outcome:
        calls.append(kind)
        if len(calls) == 1:
            raise OSError("no room left")
        return encode(data, kind)

    monkeypatch.setattr(work, "run_encoder", fail_first)
    put(tenant, alice, 2)
    lease_ends()
    while run_due():
        pass
    with tenant_transaction(tenant):
        assert Picture.objects.filter(state=State.READY).count() == 1
        entry = OutboxEntry.objects.get(kind=work.PREPARE, done_at=None)
    assert "no room left" in entry.last_error
    assert entry.attempts == 1
    bell = DueTenant.objects.get(tenant_id=tenant.id)
    assert bell.next_due_at <= entry.due_at, "the worker comes again in time"
    finish(tenant)
    with tenant_transaction(tenant):
        assert Picture.objects.filter(state=State.READY).count() == 2


def test_the_outcome_counts_once_when_two_did_it(make_blog: MakeBlog, alice: User) -> None:
    tenant, outcomes = make_blog("one", owner=alice), []
    slow = due.SlowWork(
        lambda _tenant, payload: payload["n"], lambda _p, n: outcomes.append(n), due.no_more
    )
    due.slow_work["slow"] = slow
    try:
        with tenant_transaction(tenant):
            OutboxEntry.objects.all().delete()
            enqueue("slow", "slow", {"n": 1})
            first = due.run_one().rest
        with tenant_transaction(tenant):
            OutboxEntry.objects.update(due_at=timezone.now())  # the lease is over
        with tenant_transaction(tenant):
            second = due.run_one().rest
        assert first is not None
        assert second is not None
        first(tenant)
        second(tenant)
    finally:
        del due.slow_work["slow"]
    assert outcomes == [1]


def test_what_says_not_now_is_begun_again_then_and_counts_as_no_failure(
    make_blog: MakeBlog, alice: User
) -> None:
    tenant, then = make_blog("one", owner=alice), timezone.now() + timedelta(hours=2)

    def later(_tenant: object, _payload: object) -> None:
        raise due.NotNow(then)

    due.slow_work["slow"] = due.SlowWork(later, lambda _p, _o: None, due.no_more)
    try:
        with tenant_transaction(tenant):
            OutboxEntry.objects.all().delete()
            enqueue("slow", "slow", {})
        lease_ends()
        while run_due():
            pass
    finally:
        del due.slow_work["slow"]
    with tenant_transaction(tenant):
        entry = OutboxEntry.objects.get()
    assert (entry.due_at, entry.attempts, entry.last_error, entry.done_at) == (then, 0, "", None)
    assert DueTenant.objects.get(tenant_id=tenant.id).next_due_at <= then
