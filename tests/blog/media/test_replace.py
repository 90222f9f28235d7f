"""Another file for a picture: every place that shows it follows, and the way back."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.utils import timezone

from blog.actions.room import PlanFull
from blog.media.clear import clear_pictures
from blog.media.models import Picture
from journal.models import AuditEntry
from tenants.models import ContentVersion
from tests.blog.media.conftest import Add, Sweep, file, work
from tests.blog.media.drawing import picture
from tests.blog.studio.conftest import House

pytestmark = pytest.mark.django_db


def page_of(row: Picture) -> str:
    return f"/studio/media/{row.key}/"


def send(house: House, row: Picture, data: bytes) -> str:
    sent = {"picture": file(data, "new.png")}
    return house.as_owner.post(f"{page_of(row)}replace/", sent, follow=True).text


def undo(house: House, row: Picture) -> str:
    """What the page of the picture offers now."""
    return press(house, row, again(house, row).last_change)


def press(house: House, row: Picture, change: str) -> str:
    """An Undo that was offered at some time."""
    path = f"{page_of(row)}replace/undo/?of={change}"
    return unescape(house.as_owner.post(path, follow=True).text)


def again(house: House, row: Picture) -> Picture:
    with house.inside():
        return Picture.objects.get(pk=row.pk)


def on_disk(house: House, row: Picture, media_root: Path) -> set[str]:
    return {path.name for path in (media_root / str(house.tenant.id) / row.key).iterdir()}


def names(row: Picture) -> set[str]:
    return {one["f"] for one in row.renditions}


def version_of(house: House) -> int:
    return ContentVersion.objects.get(tenant_id=house.tenant.id).version


def test_every_place_shows_the_new_one_and_undo_the_old_one(
    house: House, add: Add, media_root: Path
) -> None:
    row = add(picture((900, 600)))
    post = house.post(published=True, content=f"![A pier]({row.path})")
    reader, old = house.client(), names(row)
    before = version_of(house)
    said = send(house, row, picture((700, 700), "PNG"))
    assert "every text shows it in a moment" in said
    assert f'formaction="{page_of(row)}replace/undo/?of=coming-' in said
    assert all(name in reader.get(post.get_absolute_url()).text for name in _jpgs(old))
    work()
    now = again(house, row)
    assert (now.width, now.height, now.kind) == (700, 700, "PNG")
    assert version_of(house) > before, "what was kept of the blog is stale"
    shown = reader.get(post.get_absolute_url()).text
    assert all(name in shown for name in _jpgs(names(now)))
    assert not any(name in shown for name in old)
    assert reader.get(row.path).headers["ETag"].strip('"') in names(now)
    assert reader.get(f"/media/{row.key}/{min(old)}").headers["ETag"].strip('"') in names(now)
    assert on_disk(house, row, media_root) == old | names(now)
    assert "Bring the other file back" in house.as_owner.get(page_of(row)).text

    before = version_of(house)
    assert "Texts show the file there was before." in undo(house, row)
    assert names(again(house, row)) == old
    assert version_of(house) > before
    assert all(name in reader.get(post.get_absolute_url()).text for name in _jpgs(old))
    undo(house, row)
    assert names(again(house, row)) == names(now)
    actions = AuditEntry.objects.filter(action__startswith="picture.repl").order_by("at")
    assert [one.action for one in actions] == [
        "picture.replaced",
        *["picture.replacement_undone"] * 2,
    ]


def _jpgs(found: set[str]) -> list[str]:
    return [name for name in found if name.endswith(".jpg")]


def test_what_it_takes_counts_whole_and_the_old_file_goes_after_thirty_days(
    house: House, add: Add, media_root: Path, sweep: Sweep
) -> None:
    row = add(picture((900, 600)))
    send(house, row, picture((700, 700), "PNG"))
    work()
    now = again(house, row)
    disk = media_root / str(house.tenant.id) / row.key
    assert now.size == sum(path.stat().st_size for path in disk.iterdir())
    with house.inside():
        clear_pictures({})
        assert Picture.objects.get().former is not None
        then = timezone.now() - timedelta(days=31)
        Picture.objects.update(replaced_at=then)
        clear_pictures({})
    work()
    assert on_disk(house, row, media_root) > names(again(house, row)), "they may be on their way"
    sweep(row.key)
    now = again(house, row)
    assert (now.former, now.replaced_at) == (None, None)
    assert on_disk(house, row, media_root) == names(now)
    assert now.size == sum(path.stat().st_size for path in disk.iterdir())
    assert "Bring the other file back" not in house.as_owner.get(page_of(row)).text


def test_replaced_twice_only_the_last_two_are_kept(
    house: House, add: Add, media_root: Path, sweep: Sweep
) -> None:
    row = add(picture((900, 600)))
    for side in (700, 600):
        send(house, row, picture((side, side), "PNG"))
        work()
    now = again(house, row)
    assert now.former is not None
    assert {one["w"] for one in now.former["renditions"]} == {480, 700}
    assert on_disk(house, row, media_root) == now.file_names | names(row), "it may come back"
    sweep(row.key)
    assert on_disk(house, row, media_root) == now.file_names


def test_of_two_on_their_way_the_last_one_counts(house: House, add: Add, media_root: Path) -> None:
    row = add(picture((900, 600)))
    send(house, row, picture((700, 700), "PNG"))
    send(house, row, picture((600, 600), "PNG"))
    work()
    now = again(house, row)
    assert now.width == 600
    assert on_disk(house, row, media_root) == now.file_names


def test_undo_while_it_is_on_its_way_leaves_all_as_it_was(
    house: House, add: Add, media_root: Path
) -> None:
    row = add(picture((900, 600)))
    send(house, row, picture((700, 700), "PNG"))
    assert "is being prepared" in house.as_owner.get(page_of(row)).text
    undo(house, row)
    work()
    now = again(house, row)
    assert (names(now), now.coming, now.former) == (names(row), None, None)
    assert now.size == row.size
    assert on_disk(house, row, media_root) == names(row)


NOTHING = "Nothing was changed: that was undone before, or another file has come since."


def test_an_undo_that_is_pressed_twice_takes_one_replacement_back(house: House, add: Add) -> None:
    row = add(picture((900, 600)))
    send(house, row, picture((700, 700), "PNG"))
    work()
    change = again(house, row).last_change
    assert "Texts show the file there was before." in press(house, row, change)
    said = press(house, row, change)
    assert NOTHING in said
    assert "Texts show" not in said
    assert names(again(house, row)) == names(row)
    assert AuditEntry.objects.filter(action="picture.replacement_undone").count() == 1


def test_an_undo_of_the_first_of_two_leaves_the_second(house: House, add: Add) -> None:
    row, changes = add(picture((900, 600))), []
    for side in (700, 600):
        send(house, row, picture((side, side), "PNG"))
        changes.append(again(house, row).last_change)
        if side == 600:  # on its way, it is the last one already
            assert NOTHING in press(house, row, changes[0])
        work()
    assert again(house, row).last_change == changes[1]
    assert NOTHING in press(house, row, changes[0])
    assert again(house, row).width == 600
    press(house, row, changes[1])
    assert again(house, row).width == 700, "exactly the file before"
    assert NOTHING in press(house, row, changes[0])


def test_an_undo_while_the_second_is_on_its_way_offers_no_other(house: House, add: Add) -> None:
    row = add(picture((900, 600)))
    send(house, row, picture((700, 700), "PNG"))
    work()
    send(house, row, picture((600, 600), "PNG"))
    said = undo(house, row)
    assert "Texts show the file there was before." in said
    assert said.count("replace/undo/") == 1, "the page's own, for the one before"
    work()
    assert again(house, row).width == 700


def test_a_file_before_that_no_replacement_is_named_for_comes_back_once(
    house: House, add: Add
) -> None:
    row = add(picture((900, 600)))
    send(house, row, picture((700, 700), "PNG"))
    work()
    with house.inside():
        now = Picture.objects.get()
        assert now.former
        del now.former["change"]  # as rows of before say nothing of it
        now.save()
    press(house, row, "")
    assert NOTHING in press(house, row, "")
    assert names(again(house, row)) == names(row)


def test_without_anything_to_undo_it_says_so(house: House, add: Add) -> None:
    assert NOTHING in undo(house, add())


def test_a_file_that_is_no_picture_changes_nothing_and_says_so(house: House, add: Add) -> None:
    row = add()
    page = send(house, row, b"%PDF-1.7")
    assert "This is not a picture we can show." in page
    assert 'aria-invalid="true"' in page
    assert again(house, row).coming is None


def test_a_damaged_one_leaves_the_old_one_in_its_place(
    house: House, add: Add, media_root: Path
) -> None:
    row, whole = add(), picture((300, 200), "PNG")
    half = (len(whole) - 80) // 2
    send(house, row, whole[:41] + whole[41 : 41 + half] + b"\xff" * half + whole[41 + 2 * half :])
    work()
    page = house.as_owner.get(page_of(row)).text
    assert "Readers still see this one." in page
    now = again(house, row)
    assert (names(now), now.size) == (names(row), row.size)
    assert on_disk(house, row, media_root) == names(row)
    undo(house, row)
    assert "Readers still see this one." not in house.as_owner.get(page_of(row)).text


def test_only_a_ready_one_that_is_not_in_the_trash(house: House, add: Add) -> None:
    row = add(ready=False)
    assert "Only a picture that is ready" in send(house, row, picture())
    work()
    house.as_owner.post(f"{page_of(row)}trash/")
    assert "Only a picture that is ready" in send(house, row, picture())


def test_a_plan_without_room_refuses_it(
    house: House, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    from blog.media import storing as module

    def full(_size: int) -> None:
        raise PlanFull("No room.")

    row = add()
    monkeypatch.setattr(module, "require_room_for", full)
    assert "No room." in send(house, row, picture())
    assert again(house, row).coming is None


def test_after_a_restore_what_was_on_its_way_goes_on(house: House, add: Add) -> None:
    from blog.media.hooks import go_on
    from blog.models import OutboxEntry

    row = add(picture((900, 600)))
    send(house, row, picture((700, 700), "PNG"))
    waits = add(ready=False)
    with house.inside():
        OutboxEntry.objects.all().delete()
        go_on(house.tenant, True)
    work()
    assert again(house, row).width == 700
    assert again(house, waits).ready
