"""Adding pictures, from Media and from the editor; and what is refused, with a sentence."""

from __future__ import annotations

import resource
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from blog.media.models import Picture, State
from blog.media.upload import MAX_BYTES, name_of
from journal.models import AuditEntry
from tests.blog.media.conftest import Add, file, work
from tests.blog.media.drawing import bomb, picture, png
from tests.blog.studio.conftest import House, typed

pytestmark = pytest.mark.django_db

MEDIA, SCRIPT = "/studio/media/", "/studio/media/add/"
CPU_SECONDS = 1.0

HOSTILE = {
    "SVG as .png": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "not a"),
    "HTML with a PNG's signature": (b"\x89PNG\r\n\x1a\n<html><script>1</script>", "damaged"),
    "HTML with a GIF's signature": (b"GIF89a/*<html>*/=1;", "damaged"),
    "PDF": (b"%PDF-1.7 ...", "not a picture"),
    "nothing": (b"", "empty"),
    "a JPEG that was cut off": (picture((1200, 800))[:-400], "damaged"),
    "13,000 x 13,000 in 20 KB": (bomb(), "13000 × 13000 pixels"),
    "a header of 60,000 x 60,000": (png(60_000, 60_000), "60000 × 60000 pixels"),
    "1 x 20,000": (png(1, 20_000), "16,383 on a side"),
    "20 MB and a byte": (picture() + b"\0" * MAX_BYTES, "may have 20 MB"),
}


def only(house: House) -> Picture:
    with house.inside():
        return Picture.objects.get()


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def test_it_is_kept_and_made_ready(house: House, media_root: Path) -> None:
    sent = picture((1500, 900), exif=b"Exif\0\0SECRET")
    response = house.as_owner.post(MEDIA, {"pictures": [file(sent, "Old harbour.JPG")]})
    assert response.headers["Location"] == f"{MEDIA}?status=bare"  # what does it show?
    row = only(house)
    assert (row.name, row.kind, row.state) == ("old-harbour", "JPEG", State.WAITING)
    assert row.created_by_id == house.owner.pk
    folder = media_root / str(house.tenant.id) / row.key
    assert [path.name for path in folder.iterdir()] == ["upload"]
    assert "Being prepared" in house.as_owner.get(MEDIA).text
    work()
    row = only(house)
    assert (row.state, row.width, row.height) == (State.READY, 1500, 900)
    assert sorted(path.name for path in folder.iterdir()) == sorted(f["f"] for f in row.renditions)
    assert len(row.renditions) == 8
    assert row.size == sum(path.stat().st_size for path in folder.iterdir())
    assert not any(b"SECRET" in path.read_bytes() for path in folder.iterdir())
    page = house.as_owner.get(MEDIA).text
    assert "Being prepared" not in page
    assert row.thumbnail in page
    assert AuditEntry.objects.filter(action="picture.added").count() == 1


def test_several_at_once(house: House) -> None:
    files = [file(picture((60, 40)), f"{number}.jpg") for number in range(3)]
    house.as_owner.post(MEDIA, {"pictures": files})
    assert "3 pictures are here" in house.as_owner.get(MEDIA).text
    with house.inside():
        assert sorted(Picture.objects.values_list("name", flat=True)) == [
            "picture-0",
            "picture-1",
            "picture-2",
        ]


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_picture_is_refused_with_a_sentence(house: House, what: str) -> None:
    data, sentence = HOSTILE[what]
    house.as_owner.get(MEDIA)
    before, peak = cpu(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    page = house.as_owner.post(MEDIA, {"pictures": [file(data, "harbour.png")]})
    assert cpu() - before < CPU_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 120_000, "kilobytes"
    assert page.status_code == 200
    assert sentence in page.text
    assert 'role="alert"' in page.text
    answer = house.as_owner.post(SCRIPT, {"picture": file(data, "harbour.png")})
    assert answer.status_code == 422
    assert sentence in answer.json()["error"]
    with house.inside():
        assert not Picture.objects.exists()


def test_of_several_one_bad_keeps_all_out_and_is_named(house: House) -> None:
    files = [file(picture(), "good.jpg"), file(b"<svg/>", "bad.png")]
    page = house.as_owner.post(MEDIA, {"pictures": files})
    assert "bad.png: This is not a picture we can show." in page.text
    with house.inside():
        assert not Picture.objects.exists()


def test_nothing_chosen_and_too_many(house: House) -> None:
    assert "Choose a picture first." in house.as_owner.post(MEDIA, {}).text
    many = [file(picture((4, 4))) for _ in range(21)]
    assert "send 20 at a time" in house.as_owner.post(MEDIA, {"pictures": many}).text
    assert house.as_owner.post(SCRIPT, {}).json() == {"error": "Choose a picture first."}


class Huge(BytesIO):
    """200 MB that must not be asked for."""

    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError("the body was read")


@pytest.mark.parametrize("path", [MEDIA, SCRIPT, "/contact/", "/nowhere/"])
def test_two_hundred_megabytes_are_refused_unread(house: House, path: str) -> None:
    body: dict[str, Any] = {
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(200 * 1024**2),
        "wsgi.input": Huge(),
    }
    for client in (house.as_owner, house.client()):
        answer = client.generic("POST", path, **body)
        assert answer.status_code == 413
        assert "At most 64 MB can be sent at once" in answer.text


def test_the_script_gets_what_it_puts_into_the_text(house: House) -> None:
    answer = house.as_owner.post(SCRIPT, {"picture": file(picture(), "Pier & sea.jpg")})
    row = only(house)
    assert answer.status_code == 201
    assert answer.json() == {"key": row.key, "path": f"/media/{row.key}/pier-sea.jpg"}


@pytest.mark.parametrize("role", ["contributor", "author", "editor"])
def test_whoever_writes_may_add(member: Callable[[str], Client], house: House, role: str) -> None:
    assert member(role).post(SCRIPT, {"picture": file(picture())}).status_code == 201


def test_outsiders_and_strangers_may_not(house: House, outsider: Client) -> None:
    assert outsider.post(SCRIPT, {"picture": file(picture())}).status_code == 404
    assert house.client().post(SCRIPT, {"picture": file(picture())}).status_code == 302
    with house.inside():
        assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Old harbour.JPG", "old-harbour"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot"),
        ("a" * 300 + ".png", "a" * 80),
        ("", "picture"),
        (".png", "png"),
        ("2024.jpg", "picture-2024"),
        ("\u062d\u0631\u0641.png", "\u062d\u0631\u0641"),
        ("x\0y.png", "x-y"),
    ],
)
def test_no_path_comes_from_a_files_name(sent: str, kept: str) -> None:
    assert name_of(sent) == kept


def test_the_worker_survives_what_only_it_can_see(house: House, add: Add) -> None:
    bad = add(png(3000, 3000), "bad.png", ready=False)
    good = add(picture(), "good.jpg", ready=False)
    work()
    with house.inside():
        bad.refresh_from_db()
        good.refresh_from_db()
    assert (bad.state, bad.failure, good.state) == (State.FAILED, "broken", State.READY)
    page = house.as_owner.get(f"/studio/media/{bad.key}/").text
    assert "The file is damaged" in page
    assert "Try again" in page
    house.as_owner.post(f"/studio/media/{bad.key}/retry/")
    with house.inside():
        bad.refresh_from_db()
    assert bad.state == State.WAITING
    work()
    with house.inside():
        bad.refresh_from_db()
    assert bad.state == State.FAILED


def test_a_picture_comes_with_a_posts_words(house: House) -> None:
    words = typed(title="Salt", content="Two kinds.", picture_alt="A [pier]", do="save")
    house.as_owner.post("/studio/posts/new/", words | {"picture": file(picture(), "pier.jpg")})
    row = only(house)
    assert row.alt == "A [pier]"
    assert house.only().content == f"Two kinds.\n\n![A \\[pier\\]](/media/{row.key}/pier.jpg)\n"


def test_one_that_is_refused_leaves_the_words_in_the_form(house: House) -> None:
    words = typed(title="Salt", content="Two kinds.", do="save") | {"picture": file(b"<svg/>")}
    page = house.as_owner.post("/studio/posts/new/", words)
    assert "This is not a picture we can show." in page.text
    assert "Two kinds." in page.text
    assert house.count() == 0


def test_a_picture_comes_with_a_pages_words(house: House) -> None:
    from blog.models import Page

    words = {"title": "Salt", "content": "", "slug": "salt", "position": "1"}
    house.as_owner.post("/studio/pages/new/", words | {"picture": file(picture(), "pier.jpg")})
    with house.inside():
        content = Page.objects.get(slug="salt").content
    assert content == f"![](/media/{only(house).key}/pier.jpg)\n"
