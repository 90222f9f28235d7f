"""What a file is, by its bytes alone."""

from __future__ import annotations

import pytest

from blog.media import encoder, upload
from blog.media.sniff import CutOff, Header, NotAPicture, read_header
from tests.blog.media.drawing import bomb, picture, png

KINDS = ["JPEG", "PNG", "GIF", "WEBP", "AVIF"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(640, 480), (1, 1), (1, 700), (17, 3)])
def test_each_kind_tells_its_size(kind: str, size: tuple[int, int]) -> None:
    assert read_header(picture(size, kind)) == Header(kind, *size)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"progressive": True}),
        ("JPEG", {"mode": "CMYK"}),
        ("JPEG", {"mode": "L", "comment": b"\xff\xd9 not the end"}),
        ("PNG", {"mode": "P"}),
        ("PNG", {"mode": "RGBA"}),
        ("PNG", {"mode": "I;16"}),
        ("PNG", {"mode": "1"}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"mode": "RGBA"}),
        ("GIF", {"mode": "L", "interlace": 0}),
    ],
)
def test_so_does_each_form_of_it(kind: str, options: dict[str, object]) -> None:
    assert read_header(picture((120, 80), kind, **options)) == Header(kind, 120, 80)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_one_that_was_cut_off_is_known(kind: str, kept: float) -> None:
    data = picture((640, 480), kind)
    with pytest.raises(CutOff):
        read_header(data[: int(len(data) * kept)])


def test_a_thumbnails_end_is_not_the_pictures() -> None:
    whole = picture((640, 480))
    thumbnail = b"\xff\xe1" + (2 + 900).to_bytes(2, "big") + b"Exif\0\0" + b"\xff\xd9" * 447
    data = whole[:2] + thumbnail + whole[2:]
    assert read_header(data) == Header("JPEG", 640, 480)
    with pytest.raises(CutOff):
        read_header(data[: len(data) // 2])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>1</script>",
        b"%PDF-1.7",
        b"BM" + b"\0" * 60,
        b"II*\0" + b"\0" * 60,
        b"PK\3\4",
        b" \x89PNG\r\n\x1a\n",
    ],
)
def test_whatever_else_is_no_picture(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        read_header(data)


def test_nonsense_behind_a_signature_ends_soon() -> None:
    for start in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP",
                  b"\0\0\0\x1cftypavif"):  # fmt: skip
        for rest in (b"", b"\0" * 5000, b"\xff" * 5000, b"<html>" * 900, bytes(range(256)) * 20):
            with pytest.raises(CutOff):
                read_header(start + rest)


def test_a_bomb_says_so_itself() -> None:
    assert read_header(png(60_000, 60_000)).pixels == 3_600_000_000
    data = bomb()
    assert len(data) < 30_000
    assert read_header(data) == Header("PNG", 13_000, 13_000)


def test_both_sides_have_the_same_bound() -> None:
    assert encoder.MOST_PIXELS == upload.MOST_PIXELS
