"""Makes the files that readers get, in a process of its own: `encoder.py KIND MADE <in >out`.

MADE is `both`, JPEG and WebP of each width, or `avif`, which takes longer and is made at night.

It knows nothing of the project and has no connection to anything: bytes come in, files go out. What
hostile bytes can do is end this process, whose memory and time are bounded before it reads any.

The answer is one line of JSON, `{"width", "height", "files": [{"w", "h", "f", "size"}]}` or
`{"error": "broken" | "too_much"}`, and the files' bytes after it, one behind the other.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageFile

WIDTHS = (480, 960, 1440, 2000)  # never wider than the picture itself; 4000 halved is quick
MOST_PIXELS = 40_000_000
MEMORY = 1024**3
CPU_SECONDS = 20
JPEG: dict[str, Any] = {"quality": 82, "progressive": False, "optimize": False}
WEBP: dict[str, Any] = {"quality": 80, "method": 2, "alpha_quality": 90}
AVIF: dict[str, Any] = {"quality": 55, "speed": 7, "max_threads": 1}
AVIF_WIDTHS = (480, 960, 1440)  # no text is wide enough for more
GROUND = (255, 255, 255)  # behind what is see-through, where a file cannot be
ORIENTATION = 0x0112
# What makes the picture upright, by EXIF orientation (CIPA DC-008, 4.6.4).
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
TURNED = range(5, 9)  # those that swap width and height


def limit() -> None:
    """Bound what this process may use, for good."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def encode(data: bytes, kind: str, made: str = "both") -> tuple[dict[str, Any], list[bytes]]:
    """The answer and the files for one picture, which is decoded as `kind` and nothing else."""
    wanted_widths, files_of = (AVIF_WIDTHS, _avif) if made == "avif" else (WIDTHS, _both)
    with Image.open(BytesIO(data), formats=(kind,)) as image:
        width, height = image.size
        turn = image.getexif().get(ORIENTATION, 1)
        if turn in TURNED:
            width, height = height, width
        widest = min(wanted_widths[-1], width)
        picture = _decoded(image, (widest, _height(width, height, widest)), turn)
    widths = sorted({min(wanted, width) for wanted in wanted_widths}, reverse=True)
    files, bodies = [], []
    for wanted in widths:
        size = (wanted, _height(width, height, wanted))
        if picture.size != size:
            picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        for name, body in files_of(picture):
            files.append({"w": size[0], "h": size[1], "f": name, "size": len(body)})
            bodies.append(body)
    return {"width": width, "height": height, "files": files}, bodies


def _height(width: int, height: int, wanted: int) -> int:
    return max(1, round(height * wanted / width))


def _decoded(image: ImageFile.ImageFile, size: tuple[int, int], turn: int) -> Image.Image:
    """The picture in sRGB, upright, `size` large; no more than that is ever turned or converted."""
    stored = (size[1], size[0]) if turn in TURNED else size
    if image.format == "JPEG":
        image.draft(image.mode, stored)  # libjpeg leaves out what is not needed
    image.load()
    picture: Image.Image = image
    profile = image.info.get("icc_profile")
    if picture.mode == "P" or "transparency" in picture.info:
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode.startswith("I") or picture.mode == "F":
        picture = _eight_bits(picture)
    elif picture.mode == "1":
        picture = picture.convert("L")
    if picture.size != stored:
        picture = picture.resize(stored, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if turn in TURNS:
        picture = picture.transpose(TURNS[turn])
    return _in_srgb(picture, profile)


def _eight_bits(picture: Image.Image) -> Image.Image:
    return picture.convert("F").point(lambda value: value * (1 / 257) + 0).convert("L")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = picture.getchannel("A") if picture.mode in {"RGBA", "LA", "PA"} else None
    colours = picture.convert("RGB") if alpha else picture
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
            made = ImageCms.profileToProfile(
                colours, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            colours = made or colours
    if colours.mode != "RGB":
        colours = colours.convert("RGB")
    if alpha and alpha.getextrema() != (255, 255):
        colours.putalpha(alpha)
    return colours


def _both(picture: Image.Image) -> Iterator[tuple[str, bytes]]:
    """JPEG and WebP, without a word about where they come from."""
    plain = picture
    if picture.mode == "RGBA":
        plain = Image.new("RGB", picture.size, GROUND)
        plain.paste(picture, mask=picture.getchannel("A"))
    for name, image, options in (("jpg", plain, JPEG), ("webp", picture, WEBP)):
        out = BytesIO()
        image.info = {}
        image.save(out, {"jpg": "JPEG", "webp": "WEBP"}[name], exif=b"", **options)
        yield name, out.getvalue()


def _avif(picture: Image.Image) -> Iterator[tuple[str, bytes]]:
    out = BytesIO()
    picture.info = {}
    picture.save(out, "AVIF", exif=b"", **AVIF)
    yield "avif", out.getvalue()


def main(kind: str, made: str) -> None:
    """Answer on standard output; whatever a decoder makes of the bytes, it is an answer."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses above twice as many
    bodies: list[bytes] = []
    try:
        answer, bodies = encode(sys.stdin.buffer.read(), kind, made)
    except (MemoryError, Image.DecompressionBombError):
        answer = {"error": "too_much"}
    except Exception:  # decoders raise nearly anything
        answer = {"error": "broken"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.writelines(bodies)


if __name__ == "__main__":
    limit()
    import warnings

    warnings.simplefilter("ignore")
    main(*sys.argv[1:3])
