"""Pictures and their enemies, drawn or built byte by byte."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def picture(
    size: tuple[int, int] = (640, 480), kind: str = "JPEG", mode: str = "RGB", **options: Any
) -> bytes:
    """A file that is what it says: a slope of colours, its left half darker."""
    grey = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (grey, grey.rotate(180), Image.new("L", size, 120)))
    image.paste((20, 20, 20), (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    (image if mode == "RGB" else image.convert(mode)).save(out, kind, **options)
    return out.getvalue()


def noisy(size: tuple[int, int] = (1600, 1000), mode: str = "RGB") -> bytes:
    """What no encoder makes nothing of, so that there is something to win."""
    grain = Image.effect_noise(size, 40).resize((size[0] // 3, size[1] // 3)).resize(size)
    out = BytesIO()
    image = Image.merge("RGB", (grain, grain.rotate(180), Image.linear_gradient("L").resize(size)))
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(size))
    image.save(out, "PNG")
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, *, pixels: bytes | None = None, colour: int = 0) -> bytes:
    """A PNG of that size, or one that says so: without `pixels` it holds hardly any."""
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    body = zlib.compress(pixels if pixels is not None else b"\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def bomb(side: int = 13_000) -> bytes:
    """A PNG of one bit a pixel that is all zeros: honest, tiny, and huge once decoded."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * ((side // 8 + 2) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
