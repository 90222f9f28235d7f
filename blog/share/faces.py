"""The fonts of pictures: the files of `static/fonts`, which Pillow reads as they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
MISSING = "\uffff"  # no font has it
PROBE = 32


@dataclass(frozen=True, slots=True)
class File:
    """A font file; `weight` for those that have an axis."""

    name: str
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """Files that together are one face: each letter is drawn with the first that has it."""

    files: tuple[File, ...]

    def has(self, character: str) -> bool:
        """Whether `character` can be drawn."""
        return self._number(character) is not None

    def runs(self, line: str, size: int) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
        """`line` in pieces that one file has, each with its font."""
        for number, characters in groupby(line, self._number):
            yield "".join(characters), _font(self.files[number or 0], size)

    def length(self, line: str, size: int) -> float:
        """How wide `line` is, in pixels."""
        return sum(font.getlength(run) for run, font in self.runs(line, size))

    def _number(self, character: str) -> int | None:
        numbers = (n for n, file in enumerate(self.files) if _in_file(file, character))
        return next(numbers, None)


PARTS = ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek")
SERIF = Face(tuple(File(f"source-serif-4-{part}.woff2", 650) for part in PARTS))
HEADS = {
    "signal": Face((File("bricolage-grotesque-sketch.woff2"),)),
    "fern": Face((File("figtree-sketch.woff2", 750),)),
}


def face_for(words: str, theme: str) -> Face | None:
    """The theme's face, or the serif where that lacks a letter; None where both do."""
    for face in filter(None, (HEADS.get(theme), SERIF)):
        if all(face.has(character) for character in words if _is_letter(character)):
            return face
    return None


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


@cache
def _font(file: File, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / file.name, size)
    if file.weight is not None:
        font.set_variation_by_axes([file.weight])
    return font


@cache
def _blank(file: File) -> bytes:
    return bytes(_font(file, PROBE).getmask(MISSING))


def _in_file(file: File, character: str) -> bool:
    if character == " ":
        return True
    return _known(file, character)


@lru_cache(maxsize=4_096)
def _known(file: File, character: str) -> bool:
    mask = _font(file, PROBE).getmask(character)
    return mask.getbbox() is not None and bytes(mask) != _blank(file)
