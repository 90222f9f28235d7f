"""AVIF that is killed half-way: it is begun again, and no half file stays or is given out."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installed
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from blog.media.actions.add_picture import add_picture
from blog.media.models import Picture
from blog.media.quiet import refine_later
from blog.media.storing import stored
from blog.media.upload import take
from blog.models import OutboxEntry
from tenants.db.scope import tenant_transaction
from tenants.due.run import run_due
from tenants.models import Tenant, TenantStats
from tests.blog.media.drawing import noisy
from tests.conftest import BlogClient, MakeBlog
from tests.due.test_kills import Nursery, lease_ends, nursery
from tests.plans.conftest import put_on
from tests.support.facts import record

__all__ = ["nursery"]

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

REFINING = ["media.refined", "media.refined_file"]
AT_WORK = "while the encoder is at work"


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User, settings: Any) -> Tenant:
    """A blog with one picture that is ready, and whose AVIF is due now."""
    tenant = make_blog("one", owner=alice)
    file = SimpleUploadedFile("noise.png", noisy((600, 400)))
    with tenant_transaction(tenant), stored(take(file)) as (kept,):
        add_picture(kept, by=alice)
    lease_ends()
    work()
    settings.MEDIA_QUIET_HOURS, settings.MEDIA_AVIF_AT_ONCE = "0-24", 100
    with tenant_transaction(tenant):
        refine_later()
    return tenant


def work() -> None:
    while run_due():
        pass


def leases_end(tenant: Tenant) -> None:
    lease_ends()
    with tenant_transaction(tenant):
        OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now())


def kill(nursery: Nursery, point: str) -> int:
    """Let a worker begin and kill it there; returns its exit status."""
    if point != AT_WORK:
        return nursery.run(point)
    assert nursery.process.stdin
    nursery.process.stdin.write("\n")
    nursery.process.stdin.flush()
    (pid,) = nursery.hear("born")
    children = Path(f"/proc/{pid}/task/{pid}/children")
    while not children.read_text():
        time.sleep(0.002)
    os.kill(int(pid), signal.SIGKILL)
    return int(nursery.hear("gone")[0])


def only(tenant: Tenant) -> Picture:
    with tenant_transaction(tenant):
        return Picture.objects.get()


def on_disk(tenant: Tenant, row: Picture) -> dict[str, Path]:
    folder = Path(installed.MEDIA_ROOT) / str(tenant.id) / row.key
    return {path.name: path for path in folder.iterdir()}


def avif_of(names: Any) -> list[str]:
    return sorted(name for name in names if name.endswith(".avif"))


def named(row: Picture) -> set[str]:
    return {file["f"] for file in row.renditions}


@pytest.mark.parametrize("point", [*REFINING, AT_WORK])
def test_killed_in_the_middle(
    point: str, tenant: Tenant, nursery: Nursery, blog_client: BlogClient
) -> None:
    row = only(tenant)
    assert kill(nursery, point) == -signal.SIGKILL
    record("due work kills", **{point: 1})
    killed = only(tenant)
    assert (killed.refined, killed.renditions, killed.size) == (False, row.renditions, row.size)
    left = avif_of(on_disk(tenant, row))
    assert len(left) == (1 if point == "media.refined_file" else 0)
    for name in left:  # and as if the power had gone in the middle of it
        path = on_disk(tenant, row)[name]
        path.write_bytes(path.read_bytes()[:100])
        answer = blog_client(tenant).get(f"/media/{row.key}/{name}")
        assert answer.headers["Content-Type"] == "image/jpeg", "no row names it"
    leases_end(tenant)
    work()
    done = only(tenant)
    assert done.refined
    assert len(avif_of(named(done))) == 2
    disk = on_disk(tenant, row)
    assert named(done) == set(disk)
    assert {f["f"]: f["size"] for f in done.renditions} == {
        name: path.stat().st_size for name, path in disk.items()
    }
    assert done.size == sum(path.stat().st_size for path in disk.values())
    assert TenantStats.objects.get(tenant_id=tenant.id).storage_bytes == done.size


def test_what_a_killed_one_wrote_goes_where_it_is_not_made_again(
    tenant: Tenant, nursery: Nursery
) -> None:
    row = only(tenant)
    assert kill(nursery, "media.refined_file") == -signal.SIGKILL
    assert len(avif_of(on_disk(tenant, row))) == 1
    put_on(tenant, storage_bytes=row.size + 10)  # the plan has no room for it any more
    leases_end(tenant)
    work()
    assert only(tenant).renditions == row.renditions
    for name in avif_of(on_disk(tenant, row)):
        os.utime(on_disk(tenant, row)[name], (time.time() - 2 * 3600,) * 2)
    leases_end(tenant)
    work()
    assert set(on_disk(tenant, row)) == named(row)
