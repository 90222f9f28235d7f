"""AVIF beside WebP: made in the quiet hours, one picture after the other, whole or not at all."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from blog.due import NotNow
from blog.exports.names import file_of
from blog.media import refine, work
from blog.media.models import Picture
from blog.media.quiet import (
    AT_FIRST,
    REFINE,
    hours_of,
    next_quiet,
    refine_later,
    some_quiet_time,
    when_less_busy,
)
from blog.models import OutboxEntry
from journal import doorbell
from kit.slots import slot
from tenants.models import ContentVersion
from tests.blog.media.conftest import Add
from tests.blog.media.conftest import work as let_work
from tests.blog.media.drawing import noisy
from tests.blog.studio.conftest import House
from tests.plans.conftest import put_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_night(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """At any hour, on a machine of its own: other tests make some meanwhile."""
    settings.MEDIA_QUIET_HOURS = "0-24"
    monkeypatch.setattr("kit.slots.tempfile.gettempdir", lambda: str(tmp_path))


def again(house: House, row: Picture) -> Picture:
    with house.inside():
        return Picture.objects.get(pk=row.pk)


def avif_of(row: Picture) -> list[str]:
    return [one["f"] for one in row.renditions if one["f"].endswith(".avif")]


def test_readers_get_it_before_webp_and_the_old_forms_stay(
    house: House, add: Add, media_root: Path
) -> None:
    row = add(noisy())
    assert (len(avif_of(row)), row.refined) == (3, True)
    post = house.post(published=True, content=f"![Noise]({row.path})")
    page = house.client().get(post.get_absolute_url()).text
    kinds = [part.partition('"')[0] for part in page.split('<source type="image/')[1:]]
    assert kinds == ["avif", "webp"]
    for name in avif_of(row):
        assert f"/media/{row.key}/{name}" in page
        answer = house.client().get(f"/media/{row.key}/{name}")
        assert answer.headers["Content-Type"] == "image/avif"
        with Image.open(BytesIO(answer.content)) as image:
            assert image.width == int(name.partition("-")[0])
            assert not image.getexif()
    disk = media_root / str(house.tenant.id) / row.key
    assert {path.name for path in disk.iterdir()} == {one["f"] for one in row.renditions}
    assert row.size == sum(path.stat().st_size for path in disk.iterdir()), "it counts"
    assert row.thumbnail.endswith((".jpg", ".webp")), "every browser shows it"
    assert file_of(f"/media/{row.key}/{avif_of(row)[0]}"), "a folder of pages has it too"


def test_it_is_only_kept_where_it_is_smaller_by_a_tenth(
    house: House, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refine, "WORTH_IT", 0.0)
    row = add(noisy())
    assert (avif_of(row), row.refined) == ([], True)
    monkeypatch.setattr(refine, "WORTH_IT", 0.9)
    small = add(noisy())
    sizes = {(one["w"], one["f"].rpartition(".")[2]): one["size"] for one in small.renditions}
    of = {kind: sum(sizes[w, kind] for w in (480, 960, 1440)) for kind in ("avif", "webp")}
    assert of["avif"] <= 0.9 * of["webp"]


def test_what_is_see_through_stays_so(house: House, add: Add) -> None:
    row = add(noisy(mode="RGBA"))
    (name, *_rest) = avif_of(row)
    answer = house.client().get(f"/media/{row.key}/{name}")
    with Image.open(BytesIO(answer.content)) as image:
        assert image.mode == "RGBA"


def test_by_day_nothing_is_made_and_the_night_is_waited_for(
    house: House, add: Add, settings: Any
) -> None:
    hour = datetime.now(UTC).hour
    settings.MEDIA_QUIET_HOURS = f"{(hour + 2) % 24}-{(hour + 3) % 24 or 24}"
    row = add(noisy())
    assert row.ready
    assert not row.refined
    with house.inside():
        (entry,) = OutboxEntry.objects.filter(kind=REFINE)
    assert entry.done_at is None
    begin = next_quiet(datetime.now(UTC))
    assert begin
    for _ in range(3):
        with pytest.raises(NotNow) as later, slot("avif", settings.MEDIA_AVIF_AT_ONCE):
            refine.refine(house.tenant, {"turn": 0})
        assert begin <= later.value.until <= begin + AT_FIRST, "however busy the machine is"
    assert begin <= entry.due_at <= begin + AT_FIRST


def test_thousands_do_not_begin_all_at_once(settings: Any) -> None:
    settings.MEDIA_QUIET_HOURS = "1-5"
    now, begin = (datetime(2026, 1, 1, hour, tzinfo=UTC) for hour in (0, 1))
    times = [some_quiet_time(now) for _ in range(200)]
    late = sorted((moment - begin).total_seconds() for moment in times if moment)
    assert 0 <= late[0] < 300 < 1500 < late[-1] <= 1800
    assert some_quiet_time(begin) == begin


@pytest.mark.parametrize(("waiting", "soonest", "latest"), [(3, 15, 45), (3_000, 300, 900)])
def test_the_more_wait_the_more_seldom_each_asks_whether_the_machine_has_time(
    waiting: int, soonest: int, latest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorbell, "count_due", lambda _until: waiting)
    now = datetime.now(UTC)
    waits = [(when_less_busy(now) - now).total_seconds() for _ in range(50)]
    assert soonest <= min(waits) < max(waits) <= latest


def test_what_finds_it_busy_at_the_end_of_the_night_waits_for_the_next(settings: Any) -> None:
    settings.MEDIA_QUIET_HOURS = "1-5"
    then = when_less_busy(datetime(2026, 1, 1, 4, 59, 50, tzinfo=UTC))
    begin = datetime(2026, 1, 2, 1, tzinfo=UTC)
    assert begin <= then <= begin + AT_FIRST


def test_no_more_than_so_many_at_once_on_one_machine(house: House, add: Add, settings: Any) -> None:
    settings.MEDIA_QUIET_HOURS = "0-24"
    with slot("avif", settings.MEDIA_AVIF_AT_ONCE) as free:
        assert free
        with pytest.raises(NotNow):
            refine.refine(house.tenant, {"turn": 0})
    assert refine.refine(house.tenant, {"turn": 0}) is None


def test_each_picture_leaves_the_next_turn_until_none_is_left(house: House, add: Add) -> None:
    rows = [add(noisy((500, 300)), ready=False) for _ in range(3)]
    let_work()
    assert all(again(house, row).refined for row in rows)
    with house.inside():
        assert not OutboxEntry.objects.filter(kind=REFINE, done_at=None).exists()
        assert OutboxEntry.objects.filter(kind=REFINE).count() == 2


def test_done_twice_it_changes_nothing(house: House, add: Add) -> None:
    row = add(noisy())
    with house.inside():
        Picture.objects.update(refined=False)
    made = refine.refine(house.tenant, {"turn": 0})
    for _ in range(2):
        with house.inside():
            refine.finish({"turn": 0}, made)
    assert again(house, row).renditions == row.renditions


def test_what_was_replaced_meanwhile_gets_none_of_the_old_files(house: House, add: Add) -> None:
    row = add(noisy())
    with house.inside():
        Picture.objects.update(refined=False)
    made = refine.refine(house.tenant, {"turn": 0})
    with house.inside():
        kept = Picture.objects.get()
        kept.renditions = [one for one in kept.renditions if one["w"] == 480]
        kept.save()
        refine.finish({"turn": 0}, made)
    now = again(house, row)
    assert not now.refined
    assert {one["w"] for one in now.renditions} == {480}


def test_a_lost_file_is_looked_at_once(house: House, add: Add, settings: Any) -> None:
    from blog.media import storage

    settings.MEDIA_QUIET_HOURS = "0-24"
    row = add(noisy())
    with house.inside():
        Picture.objects.update(refined=False)
        storage.forget_picture(row.key)
        refine_later()
    let_work()
    assert again(house, row).refined


def test_a_plan_without_room_keeps_what_there_is(house: House, add: Add, settings: Any) -> None:
    settings.MEDIA_QUIET_HOURS = "never"
    row = add(noisy())
    settings.MEDIA_QUIET_HOURS = "0-24"
    for room, made in ((10, 0), (10**6, 3)):
        put_on(house.tenant, storage_bytes=row.size + room)
        with house.inside():
            refine_later()
        let_work()
        assert len(avif_of(again(house, row))) == made


def test_kept_pages_are_made_anew_once_all_is_done(house: House, add: Add) -> None:
    def version() -> int:
        return ContentVersion.objects.get(tenant_id=house.tenant.id).version

    add(noisy((500, 300)), ready=False)
    before = version()
    let_work()
    assert version() - before == 2  # it is ready; its AVIF is there


@pytest.mark.parametrize(
    ("hours", "now", "then"),
    [
        ("1-5", "2026-01-01 00:30", "2026-01-01 01:00"),
        ("1-5", "2026-01-01 01:00", "2026-01-01 01:00"),
        ("1-5", "2026-01-01 04:59", "2026-01-01 04:59"),
        ("1-5", "2026-01-01 05:00", "2026-01-02 01:00"),
        ("22-4", "2026-01-01 23:30", "2026-01-01 23:30"),
        ("22-4", "2026-01-01 03:30", "2026-01-01 03:30"),
        ("22-4", "2026-01-01 12:00", "2026-01-01 22:00"),
        ("0-24", "2026-01-01 12:00", "2026-01-01 12:00"),
    ],
)
def test_when_it_is_quiet(hours: str, now: str, then: str, settings: Any) -> None:
    settings.MEDIA_QUIET_HOURS = hours
    at = datetime.fromisoformat(f"{now}+00:00")
    assert next_quiet(at) == datetime.fromisoformat(f"{then}+00:00")


@pytest.mark.parametrize("hours", ["", "1", "5-5", "24-1", "1-25", "a-b", "1-2-3"])
def test_hours_that_make_no_sense(hours: str) -> None:
    with pytest.raises(ValueError):  # whatever it says
        hours_of(hours)


def test_the_encoder_stays_within_its_bounds_and_strips_what_a_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    out = BytesIO()
    Image.open(BytesIO(noisy())).save(out, "JPEG", exif=exif)
    done = work.run_encoder(out.getvalue(), "JPEG", "avif")
    assert [one["w"] for one in done.files] == [1440, 960, 480]
    assert all(b"A camera" not in body for body in done.bodies)


def test_a_place_is_free_again_when_its_holder_is_gone() -> None:
    name = f"test-{os.getpid()}"
    with slot(name, 1) as first, slot(name, 1) as second:
        assert (first, second) == (True, False)
    with slot(name, 1) as third:
        assert third
