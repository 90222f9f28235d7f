"""What a file is and how large its picture, read from its headers: no pixel is decoded.

A few numbers are read at places that the formats fix, and the file's own chain of parts is walked
to its end; so a bomb costs what its bytes cost, and a file that was cut off is known at once.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# Start-of-frame markers of JPEG; DHT, JPG and DAC lie in between (ITU T.81, table B.1).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_SCAN, _END = 0xDA, b"\xff\xd9"
_MOST_BOXES = 1000


class NotAPicture(ValueError):
    """The file is of no kind that is taken, whatever it is called."""


class CutOff(ValueError):
    """The file begins like a picture and ends too soon, or its parts do not fit together."""


@dataclass(frozen=True, slots=True)
class Header:
    """`kind` is JPEG, PNG, GIF, WEBP or AVIF; sides are in pixels as stored, not yet turned."""

    kind: str
    width: int
    height: int

    @property
    def pixels(self) -> int:
        return self.width * self.height


def read_header(data: bytes) -> Header:
    """Read what `data` says of itself. Raises NotAPicture, CutOff. Linear in its length."""
    for kind, (is_it, measure) in _KINDS.items():
        if is_it(data):
            try:
                width, height = measure(data)
            except (IndexError, struct.error) as error:
                raise CutOff(kind) from error
            if width < 1 or height < 1:
                raise CutOff(kind)
            return Header(kind, width, height)
    raise NotAPicture


def _png(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR":
        raise CutOff("PNG")
    pos, saw_pixels = 8, False
    while True:
        (length,) = struct.unpack_from(">I", data, pos)
        name = data[pos + 4 : pos + 8]
        pos += 12 + length
        if pos > len(data) or not name.isalpha():
            raise CutOff("PNG")
        saw_pixels = saw_pixels or name == b"IDAT"
        if name == b"IEND":
            break
    if not saw_pixels:
        raise CutOff("PNG")
    return struct.unpack_from(">II", data, 16)


def _jpeg(data: bytes) -> tuple[int, int]:
    pos, size = 2, None
    while True:
        while data[pos] == 0xFF and data[pos + 1] == 0xFF:  # fill bytes
            pos += 1
        if data[pos] != 0xFF:
            raise CutOff("JPEG")
        marker = data[pos + 1]
        if marker in _ALONE:
            pos += 2
            continue
        (length,) = struct.unpack_from(">H", data, pos + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, pos + 5)
            size = (width, height)
        pos += 2 + length
        if marker == _SCAN:
            break
    # The end of a thumbnail in the head is not the end of the picture.
    if size is None or data.find(_END, pos) < 0:
        raise CutOff("JPEG")
    return size


def _gif(data: bytes) -> tuple[int, int]:
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    pos = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    # Only the first picture is used; it must be whole.
    while data[pos] == 0x21:
        pos = _after_blocks(data, pos + 2)
    if data[pos] != 0x2C:
        raise CutOff("GIF")
    flags = data[pos + 9]
    _after_blocks(data, pos + 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0))
    return width, height


def _after_blocks(data: bytes, pos: int) -> int:
    while data[pos]:
        pos += 1 + data[pos]
    return pos + 1


def _webp(data: bytes) -> tuple[int, int]:
    (size,) = struct.unpack_from("<I", data, 4)
    if size + 8 > len(data):
        raise CutOff("WEBP")
    match data[12:16]:
        case b"VP8X":
            return _three_bytes(data, 24) + 1, _three_bytes(data, 27) + 1
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", data, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
        case _:
            raise CutOff("WEBP")


def _three_bytes(data: bytes, pos: int) -> int:
    return int.from_bytes(data[pos : pos + 3], "little")


def _avif(data: bytes) -> tuple[int, int]:
    size = (0, 0)
    for name, start, end in _boxes(data, 0, len(data)):
        if name == b"meta":
            found = list(_extents(data, start + 4, end))
            size = max(found, key=lambda extent: extent[0] * extent[1], default=size)
    return size


def _extents(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sizes of a file's pictures: `ispe` boxes in meta/iprp/ipco (ISO 23008-12)."""
    for name, inner, after in _boxes(data, start, end):
        if name in {b"iprp", b"ipco"}:
            yield from _extents(data, inner, after)
        elif name == b"ispe":
            yield struct.unpack_from(">II", data, inner + 4)


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of ISO 14496-12 between two places: name, start and end of their content."""
    for _ in range(_MOST_BOXES):
        if start >= end:
            return
        size, name = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, start + 8)
            head = 16
        after = end if size == 0 else start + size
        if after > end or after < start + head:
            raise CutOff("AVIF")
        yield name, start + head, after
        start = after
    raise CutOff("AVIF")


def _is_avif(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in {b"avif", b"avis"}


type _Kind = tuple[Callable[[bytes], bool], Callable[[bytes], tuple[int, int]]]

_KINDS: dict[str, _Kind] = {
    "PNG": (lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), _png),
    "JPEG": (lambda data: data.startswith(b"\xff\xd8\xff"), _jpeg),
    "GIF": (lambda data: data[:6] in {b"GIF87a", b"GIF89a"}, _gif),
    "WEBP": (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", _webp),
    "AVIF": (_is_avif, _avif),
}
