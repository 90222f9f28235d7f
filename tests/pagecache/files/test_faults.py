"""Pages as files: never more than may be, and no fault of theirs costs a page."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from blog.actions.unpublish_post import unpublish_post
from tenants.archive.places import places
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tenants.pagecache.files.keeper import Keeper
from tenants.pagecache.files.place import Place
from tenants.pagecache.files.sweep import sweep
from tenants.pagecache.files.writer import Writer
from tenants.pagecache.report import report
from tests.pagecache.conftest import Reader
from tests.pagecache.files.reading import POST, found, read

pytestmark = pytest.mark.django_db


def test_the_least_read_goes_when_it_is_too_much(
    visitor: Reader, keeper: Keeper, post: object
) -> None:
    paths = ("/", "/blog/", POST, "/about/", "/feed.xml", "/llms.txt")
    for path in paths:
        read(visitor, path)
    keeper.tick()
    used = sweep(keeper.place, 10**8)
    read_last = found(keeper, visitor.host)
    assert read_last is not None
    os.utime(read_last, (time.time() + 60, read_last.stat().st_mtime))
    left = sweep(keeper.place, used // 2)
    assert left <= used // 2
    assert found(keeper, visitor.host)
    assert [path for path in paths if found(keeper, visitor.host, path) is None]
    assert int((keeper.place.root / "room").read_text()) == used // 2 - left


def test_a_full_folder_takes_no_more(visitor: Reader, keeper: Keeper, post: object) -> None:
    sweep(keeper.place, 4096)
    read(visitor)
    assert list(keeper.place.root.glob("kept/*")) == []


def test_without_a_keeper_nothing_is_written(visitor: Reader, keeper: Keeper, post: object) -> None:
    os.utime(keeper.place.root / "room", (0, time.time() - 120))
    read(visitor)
    assert list(keeper.place.root.glob("kept/*")) == []


def test_what_was_left_behind_is_taken_away(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant, alice: User
) -> None:
    read(visitor)
    keeper.tick()
    with tenant_transaction(tenant):
        unpublish_post(post, by=alice)  # type: ignore[arg-type]
    keeper.tick()
    half = keeper.place.root / "aside" / "half"
    half.write_bytes(b"x")
    for path in (half, *keeper.place.root.glob("kept/*/*/*")):
        os.utime(path, (0, 0))
    sweep(keeper.place, 10**8)
    assert not half.exists()
    assert list(keeper.place.root.glob("kept/*")) == []


def test_a_purge_takes_them_and_the_report_counts_them(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant
) -> None:
    read(visitor)
    read(visitor, "/")
    keeper.tick()
    visitor.cache.hits.flush()
    row = next(
        one for one in report(timezone.now().date(), most=99) if visitor.host in one.values()
    )
    assert row["files"] == 2
    place = next(one for one in places() if one.name == "pages as files")
    assert place.left(tenant.id) == 2
    place.clear(tenant.id)
    place.clear(tenant.id)
    assert place.left(tenant.id) == 0
    assert found(keeper, visitor.host) is None


@pytest.mark.parametrize("fault", ["full", "absent", "read-only"])
def test_a_fault_of_the_disk_costs_no_page(
    visitor: Reader, keeper: Keeper, post: object, fault: str,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    if fault == "full":
        monkeypatch.setattr(Path, "write_bytes", full)
    elif fault == "absent":
        visitor.cache.files.writer = Writer(Place(Path("/proc/none")))
    else:
        monkeypatch.setattr(Path, "mkdir", full)
    for path in (POST, "/", "/about/"):
        read(visitor, path)
        assert visitor.get(path).status == 200
    keeper.tick()
    assert found(keeper, visitor.host) is None
    warned = [one for one in caplog.records if "as a file" in one.message]
    assert len(warned) == (0 if fault == "absent" else 1)  # without a keeper there is no fault
    assert list(keeper.place.root.glob("aside/*")) == []


def test_readers_wait_for_no_disk(
    visitor: Reader, keeper: Keeper, post: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = threading.Event()
    monkeypatch.setattr(Writer, "write", lambda *_args: disk.wait(60))
    for path in ("/about/", "/", POST):
        assert visitor.get(path).status == 200
    assert not disk.is_set()
    disk.set()
