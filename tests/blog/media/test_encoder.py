"""What becomes of a picture: upright, in sRGB, in four widths, without a word about its camera."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from blog.media import work
from blog.media.models import Failure
from blog.media.work import Outcome, run_encoder
from tests.blog.media.drawing import bomb, chunk, picture, png

SECRETS = (b"SECRET", b"Exif", b"http://ns.adobe.com/xap", b"ICC_PROFILE", b"iCCP", b"tEXt")


def encoded(data: bytes, kind: str = "JPEG") -> dict[tuple[int, str], Image.Image]:
    """The files by width and suffix, decoded."""
    outcome = run_encoder(data, kind)
    assert outcome.failure == ""
    return opened(outcome)


def opened(outcome: Outcome) -> dict[tuple[int, str], Image.Image]:
    found: dict[tuple[int, str], Image.Image] = {}
    for file, body in zip(outcome.files, outcome.bodies, strict=True):
        assert len(body) == file["size"]
        for secret in SECRETS:
            assert secret not in body
        image = Image.open(BytesIO(body))
        image.load()
        assert image.size == (file["w"], file["h"])
        assert not image.getexif()
        found[file["w"], file["f"]] = image
    return found


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, ...], by: int = 12) -> bool:
    got = image.getpixel(place)
    assert isinstance(got, tuple)
    return all(abs(a - b) <= by for a, b in zip(got, colour, strict=True))


def test_four_widths_of_both_kinds() -> None:
    files = encoded(picture((3000, 2000)))
    widths = [480, 960, 1440, 2000]
    assert sorted(files) == [(width, kind) for width in widths for kind in ("jpg", "webp")]
    assert files[480, "jpg"].size == (480, 320)
    assert {image.format for (_, kind), image in files.items() if kind == "webp"} == {"WEBP"}


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (10, 12), (20, 20), (900, 1), (481, 7)])
def test_small_ones_are_never_made_larger(size: tuple[int, int]) -> None:
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        files = encoded(picture(size, kind), kind)
        assert max(width for width, _ in files) == size[0]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_upright(orientation: int) -> None:
    upright = Image.new("RGB", (600, 300), (240, 240, 240))
    upright.paste((200, 20, 20), (0, 0, 150, 75))  # red at the top left
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose that undoes each
    stored = upright.transpose(Image.Transpose(back[orientation])) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, "SECRET place"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 0.0)
    out = BytesIO()
    stored.save(out, "JPEG", exif=exif, quality=95, comment=b"SECRET")
    outcome = run_encoder(out.getvalue(), "JPEG")
    assert (outcome.width, outcome.height) == (600, 300)
    for image in opened(outcome).values():
        assert near(
            image.convert("RGB"), (image.width // 10, image.height // 10), (200, 20, 20), 30
        )


def test_what_is_see_through_stays_so_and_lies_on_white_where_it_cannot() -> None:
    clear = Image.new("RGBA", (500, 500), (0, 0, 0, 0))
    clear.paste((0, 90, 200, 255), (250, 0, 500, 500))
    for name, image in (("RGBA", clear), ("P", clear.quantize(16)), ("LA", clear.convert("LA"))):
        out = BytesIO()
        image.save(out, "PNG", pnginfo=None)
        files = encoded(out.getvalue(), "PNG")
        webp, jpeg = files[500, "webp"], files[500, "jpg"]
        assert webp.mode == "RGBA", name
        assert webp.getpixel((20, 20))[3] == 0  # type: ignore[index]
        assert near(jpeg, (20, 20), (255, 255, 255))
        assert jpeg.mode == "RGB"


def test_other_colours_become_srgb() -> None:
    out = BytesIO()
    Image.new("CMYK", (64, 64), (0, 255, 255, 0)).save(out, "JPEG", quality=95)
    assert near(encoded(out.getvalue())[64, "jpg"], (30, 30), (255, 0, 0), 30)

    deep = Image.new("I;16", (64, 64), 0x8080)
    out = BytesIO()
    deep.save(out, "PNG")
    assert near(encoded(out.getvalue(), "PNG")[64, "jpg"], (30, 30), (128, 128, 128), 4)

    for mode in ("L", "1"):
        assert encoded(picture((64, 64), "PNG", mode), "PNG")[64, "jpg"].mode == "RGB"


def test_a_profile_is_applied_and_then_gone() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, lab, b"SECRET no profile at all"):
        out = BytesIO()
        Image.new("RGB", (64, 64), (180, 40, 40)).save(out, "JPEG", icc_profile=profile, quality=95)
        encoded(out.getvalue())


def test_of_a_moving_picture_the_first_is_kept() -> None:
    frames = [Image.new("RGB", (50, 40), colour) for colour in ((250, 0, 0), (0, 0, 250))]
    for kind in ("GIF", "WEBP"):
        out = BytesIO()
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
        image = encoded(out.getvalue(), kind)[50, "webp"]
        assert getattr(image, "n_frames", 1) == 1
        assert near(image.convert("RGB"), (20, 20), (250, 0, 0), 20)


def test_a_damaged_one_is_said_to_be_so() -> None:
    whole = picture((640, 480), "PNG")
    half = struct.unpack(">I", whole[33:37])[0] // 2
    damaged = whole[:41] + whole[41 : 41 + half] + b"\xff" * half + whole[41 + 2 * half :]
    assert run_encoder(damaged, "PNG").failure == Failure.BROKEN
    assert run_encoder(png(300, 300), "PNG").failure == Failure.BROKEN
    assert run_encoder(b"", "JPEG").failure == Failure.BROKEN
    assert run_encoder(whole, "JPEG").failure == Failure.BROKEN, "it is decoded as what it said"


def test_a_bomb_ends_the_process_that_opens_it_and_no_other() -> None:
    assert run_encoder(bomb(), "PNG").failure == Failure.TOO_MUCH
    text = chunk(b"zTXt", b"Comment\0\0" + bytes(1000))
    assert run_encoder(png(60_000, 60_000).replace(b"IDAT", b"IDAT" + b"", 1) + text, "PNG").failure
    assert run_encoder(picture(), "JPEG").failure == ""


def test_a_broken_installation_is_not_the_pictures_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(work, "ENCODER", tmp_path / "nothing.py")
    with pytest.raises(RuntimeError, match=r"nothing\.py"):
        run_encoder(picture(), "JPEG")
