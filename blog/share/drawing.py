"""Draws the picture. Knows no models and no Django: the same words give the same picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from blog.share.faces import Face, face_for
from kit.text import clean_line

WIDTH, HEIGHT = 1200, 630
MARGIN = 90
ROOM = WIDTH - 2 * MARGIN
TITLE_SIZES = (84, 72, 62, 54, 48)
TITLE_LINES = 5
TITLE_HEIGHT = 350
NAME_SIZE = 36
ICON, ICON_LETTER = 48, 38
COLOURS = 64  # enough for letters with soft edges; a quarter of the bytes

# Raise it when the same words would give another picture.
DRAWING_VERSION = 2

# A page of writing, for words that our fonts cannot write: each line's share of the room.
LINES = (0.62, 0.44)
FINE_LINES = (0.86, 0.8, 0.9, 0.52)


@dataclass(frozen=True, slots=True)
class Paper:
    """A theme's light colours: tests hold them to the stylesheet's own."""

    bg: str
    text: str
    muted: str
    accent: str


PAPERS = {
    "folio": Paper("#fbf9f4", "#23201b", "#665f54", "#8f2d14"),
    "signal": Paper("#ffffff", "#14171c", "#575e69", "#0b57d0"),
    "fern": Paper("#f6f7f1", "#1a231c", "#53604f", "#1f6b45"),
}


def draw(*, title: str, name: str, theme: str) -> bytes:
    """A PNG with the post's `title` and the blog's `name`.

    Words in letters that our fonts do not have (Chinese, Arabic, ...) are left out rather than
    drawn as boxes: then the other words stand alone, or lines that look like writing.
    """
    paper = PAPERS.get(theme, PAPERS["folio"])
    image = Image.new("RGB", (WIDTH, HEIGHT), paper.bg)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 16), fill=paper.accent)
    top, bottom = _face(title, theme), _face(name, theme)
    if top and bottom:
        _write(pen, bottom[0], [bottom[1]], NAME_SIZE, 80, paper.muted)
    if words := top or bottom:
        _title(pen, *words, paper)
    else:
        _page(pen, paper)
    return _png(image)


@lru_cache(maxsize=256)
def icon(*, name: str, theme: str) -> bytes:
    """An ICO of 48 pixels: the first letter of the blog's `name` on the theme's colour."""
    paper = PAPERS.get(theme, PAPERS["folio"])
    image = Image.new("RGB", (ICON, ICON), paper.accent)
    words = _face(name[:1].upper(), theme)
    if words:
        face, letter = words
        _run, font = next(face.runs(letter, ICON_LETTER))
        middle = (ICON / 2, ICON / 2)
        ImageDraw.Draw(image).text(middle, letter, font=font, fill=paper.bg, anchor="mm")
    out = BytesIO()
    image.save(out, "ICO", sizes=[(ICON, ICON)])
    return out.getvalue()


def _face(words: str, theme: str) -> tuple[Face, str] | None:
    """The face that has all letters of `words`, and what it can show of them."""
    line = clean_line(words)
    face = face_for(line, theme)
    shown = clean_line("".join(filter(face.has, line))) if face else ""
    return (face, shown) if face and shown else None


def _title(pen: ImageDraw.ImageDraw, face: Face, words: str, paper: Paper) -> None:
    for size in TITLE_SIZES:
        lines = _lines(face, words, size)
        if len(lines) <= TITLE_LINES and len(lines) * size * 1.12 <= TITLE_HEIGHT:
            break
    lines = _shortened(face, lines, size, int(TITLE_HEIGHT // (size * 1.12)))
    top = HEIGHT - MARGIN - round(len(lines) * size * 1.12)
    _write(pen, face, lines, size, top, paper.text)


def _page(pen: ImageDraw.ImageDraw, paper: Paper) -> None:
    """A heading of two strokes and a paragraph of thin ones, where a title would stand."""
    top = 270
    for number, share in enumerate(LINES):
        y = top + number * 62
        pen.rectangle((MARGIN, y, MARGIN + round(ROOM * share), y + 34), fill=paper.text)
    for number, share in enumerate(FINE_LINES):
        y = top + 2 * 62 + 26 + number * 38
        pen.rectangle((MARGIN, y, MARGIN + round(ROOM * share), y + 8), fill=paper.muted)


def _write(
    pen: ImageDraw.ImageDraw, face: Face, lines: list[str], size: int, top: int, fill: str
) -> None:
    for number, line in enumerate(lines):
        left, y = float(MARGIN), top + number * size * 1.12
        for run, font in face.runs(line, size):
            pen.text((left, y + size), run, font=font, fill=fill, anchor="ls")
            left += font.getlength(run)


def _lines(face: Face, words: str, size: int) -> list[str]:
    lines = [""]
    for word in words.split(" "):
        for piece in _pieces(face, word, size):
            longer = f"{lines[-1]} {piece}".strip()
            if face.length(longer, size) <= ROOM:
                lines[-1] = longer
            else:
                lines.append(piece)
    return [line for line in lines if line]


def _pieces(face: Face, word: str, size: int) -> list[str]:
    """`word`, cut where it is wider than the picture."""
    pieces = [""]
    for character in word:
        if pieces[-1] and face.length(pieces[-1] + character, size) > ROOM:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _shortened(face: Face, lines: list[str], size: int, most: int) -> list[str]:
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and face.length(f"{last}…", size) > ROOM:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last}…"]


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    few = image.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
