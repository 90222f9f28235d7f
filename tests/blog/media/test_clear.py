"""Pictures in the trash wait thirty days; files of no picture wait one; a blog's go with it."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from blog.media import storage
from blog.media.actions.trash_picture import trash_picture
from blog.media.clear import CLEAR, SWEEP, clear_pictures
from blog.media.models import Picture
from blog.media.storing import stored
from blog.media.upload import take
from blog.models import OutboxEntry
from tenants.archive.models import KeptSchema
from tests.blog.media.conftest import Add, Sweep, work
from tests.blog.media.drawing import picture
from tests.blog.studio.conftest import House
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db


def folders(house: House, media_root: Path) -> set[str]:
    return {path.name for path in (media_root / str(house.tenant.id)).iterdir()}


def test_after_thirty_days_row_and_files_go(
    house: House, add: Add, media_root: Path, sweep: Sweep
) -> None:
    kept, young, old = add(), add(), add()
    with house.inside():
        for row, days in ((young, 29), (old, 31)):
            trash_picture(Picture.objects.get(pk=row.pk), by=house.owner)
            then = timezone.now() - timedelta(days=days)
            Picture.objects.filter(pk=row.pk).update(trashed_at=then)
        clear_pictures({})
        assert set(Picture.objects.values_list("key", flat=True)) == {kept.key, young.key}
    work()
    assert old.key in folders(house, media_root), "just written, as by a restore under way"
    sweep()
    assert folders(house, media_root) == {kept.key, young.key}


def test_it_is_due_after_thirty_days_and_once_a_day(house: House, add: Add) -> None:
    add(ready=False)
    add(ready=False)
    with house.inside():
        (entry,) = OutboxEntry.objects.filter(kind=CLEAR)
    assert timedelta(days=30) < entry.due_at - timezone.now() <= timedelta(days=31)


def test_files_of_an_upload_that_came_to_nothing(
    house: House, add: Add, media_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from blog.media.actions import add_picture as module

    kept = add()

    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(module, "recorded", fail)
    with pytest.raises(RuntimeError):
        add()
    (lost,) = folders(house, media_root) - {kept.key}
    with house.inside():
        clear_pictures({})
    work()
    assert lost in folders(house, media_root), "it may be on its way"
    then = time.time() - 2 * 24 * 3600
    os.utime(media_root / str(house.tenant.id) / lost / "upload", (then, then))
    with house.inside():
        clear_pictures({})
    work()
    assert folders(house, media_root) == {kept.key}


def test_what_a_restore_replaced_finds_its_files_when_it_is_taken_back(
    house: House, add: Add, media_root: Path, sweep: Sweep
) -> None:
    row = add()
    disk = media_root / str(house.tenant.id)
    with house.inside():
        storage.keep(row.key, "480-0123456789abcdef.jpg", b"named there")
        storage.keep("abcdefghijkl", "480-0123456789abcdef.jpg", b"there as well")
    then = timezone.now() + timedelta(days=3)
    kept = KeptSchema.objects.create(
        tenant=house.tenant, schema_name="t_of_before", gone_after=then
    )
    sweep()
    sweep(row.key)
    assert len(list(disk.glob("*/480-0123456789abcdef.jpg"))) == 2
    with house.inside():
        waiting = OutboxEntry.objects.filter(kind=SWEEP, done_at=None, due_at__gte=then)
        assert waiting.count() == 2, "they come again"
    kept.delete()
    sweep()
    sweep(row.key)
    assert folders(house, media_root) == {row.key}
    assert {path.name for path in (disk / row.key).iterdir()} == row.file_names


def test_what_is_not_written_whole_goes_at_once_and_is_looked_after(
    house: House, media_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The storage fails at the second of two files."""
    keep = storage.keep
    kept: list[str] = []

    def full(key: str, *rest: Any, **more: Any) -> None:
        if kept:
            raise OSError("no room left")
        kept.append(key)
        keep(key, *rest, **more)

    monkeypatch.setattr(storage, "keep", full)
    two = [take(SimpleUploadedFile(f"{n}.jpg", picture())) for n in range(2)]
    with pytest.raises(OSError, match="no room left"), house.inside(), stored(*two):
        pytest.fail("They are stored.")
    assert not list(media_root.rglob("upload"))
    with house.inside():
        (entry,) = OutboxEntry.objects.filter(kind=SWEEP)
    assert kept[0] in entry.payload["keys"]


def test_a_blogs_files_go_with_it_and_no_others(
    house: House, add: Add, make_blog: MakeBlog, media_root: Path
) -> None:
    from tenants.db.scope import tenant_transaction

    add()
    other = make_blog("other")
    with tenant_transaction(other):
        storage.keep("abcdefghijkl", "upload", b"theirs")
    storage.remove_media(house.tenant.id)
    assert [path.name for path in media_root.iterdir()] == [str(other.id)]
    storage.remove_media(house.tenant.id)


def test_what_was_written_in_part_is_written_over(house: House) -> None:
    with house.inside():
        storage.keep("abcdefghijkl", "upload", b"half")
        storage.keep("abcdefghijkl", "upload", b"the whole of it")
        assert storage.read("abcdefghijkl", "upload") == b"the whole of it"
