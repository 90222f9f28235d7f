"""The words of a text in any script, and the plain form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# How a stretch of letters is cut: into words, or where a script has no spaces, into every two or
# three neighbours. Korean has spaces, but hangs its particles on the words.
type Kind = Literal["w", "2", "3"]

_BY_TWO = (
    (0x1100, 0x11FF), (0x3005, 0x3007), (0x3041, 0x312F), (0x3131, 0x318E), (0x31A0, 0x31FF),
    (0x3400, 0x9FFF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF66, 0xFFDC),
    (0x20000, 0x323AF),
)  # fmt: skip
_BY_THREE = ((0x0E01, 0x0E4E), (0x0E81, 0x0ECE), (0x1000, 0x104F), (0x1780, 0x17D3))
_LETTERS = frozenset("LNM")
_DENSE = "".join(f"{chr(first)}-{chr(last)}" for first, last in _BY_TWO + _BY_THREE)
IN_A_WORD = rf"[^\W{_DENSE}]"  # a pattern of one letter that has been folded in place
_JOINER = "j"  # unseen inside a word: soft hyphens, zero-width joiners, marks of direction
_KEPT = 20_000  # characters whose class is remembered
_ELSEWHERE = "\uffff"  # no letter: what is folded does not stand where it stood

# Accents and the like go, since readers leave them out. But not where they make another letter:
# short i of Cyrillic, voiced kana, the vowels of Indic scripts.
_MARKS = re.compile(
    "(?<![\u0418\u0438])\u0306|[\u0300-\u0305\u0307-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5"
    "\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)
# Letters that Unicode does not take apart.
_PLAIN = str.maketrans(
    {
        "\u00e6": "ae", "\u0153": "oe", "\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00f0": "d",
        "\u00fe": "th", "\u0131": "i", "\u0127": "h", "\u0167": "t",
    }
)  # fmt: skip
# Longer ones are cut, so that no word is longer than an index takes.
LONGEST_WORD = 60
_RUN = re.compile(f"w[wj]{{0,{LONGEST_WORD - 1}}}|2[2j]{{0,499}}|3[3j]{{0,499}}")

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


class Run(NamedTuple):
    """Letters that belong together: `text` folded, and where they stand in what was read."""

    text: str
    kind: Kind
    start: int
    end: int


def runs(text: str, *, unless: Callable[[str], bool] | None = None) -> Iterator[Run]:
    """The words of `text` (NFC) in order, and its stretches of a script without spaces.

    Words (folded) of which `unless` is true are left out; of one word it is asked once.
    """
    told: dict[str, bool] = {}
    for match in _RUN.finditer(text.translate(_CLASSES)):
        start, end = match.span()
        written = text[start:end]
        if told.get(written):
            continue
        kind: Kind = match[0][0]  # type: ignore[assignment]
        folded = _fold_word(written) if kind == "w" else fold(written)
        if unless and kind == "w" and told.setdefault(written, unless(folded)):
            continue
        if folded:
            yield Run(folded, kind, start, end)


def is_dense(text: str) -> bool:
    """Whether most letters of `text` are of a script without spaces, so that fewer say as much."""
    classes = text.translate(_CLASSES)
    return classes.count("2") + classes.count("3") > classes.count("w")


def fold(word: str) -> str:
    """`word` without accents, case and other dress; idempotent, letters and digits alone."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", word))
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain.casefold().translate(_PLAIN)))
    plain = unicodedata.normalize("NFC", plain)
    classes = plain.translate(_CLASSES)
    return "".join(char for char, kind in zip(plain, classes, strict=True) if kind in "w23")


_fold_word = lru_cache(maxsize=20_000)(fold)


def folded_in_place(text: str) -> str | None:
    r"""`text` (NFC) with each letter folded where it stands, and `\w` for letters alone.

    None where that is not enough: a letter becomes two, or one with its neighbour, or a word has
    marks within.
    """
    if text.isascii():
        return text.lower().replace("_", " ")
    if len(text.encode(errors="replace")) < 1.2 * len(text):  # few letters are to be looked up
        folded = _NOT_ASCII.sub(lambda found: _IN_PLACE[ord(found[0])], text)
        folded = folded.lower().replace("_", " ")
    else:
        folded = text.translate(_IN_PLACE)
    return None if _ELSEWHERE in folded else folded


class _Classes(dict[int, str]):
    """The class of each character, worked out when it is first met; as long as the text."""

    def __missing__(self, code: int) -> str:
        kind = _class_of(code)
        if len(self) < _KEPT:
            self[code] = kind
        return kind


class _InPlace(dict[int, str]):
    """What stands for each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        stands = _in_place(code)
        if len(self) < _KEPT:
            self[code] = stands
        return stands


def _in_place(code: int) -> str:
    kind, folded = _class_of(code), fold(chr(code))
    if kind == " ":
        return " "
    stands = (
        kind != _JOINER
        and len(folded) == 1
        and folded.lower() == folded
        and _class_of(ord(folded)) == kind
        and (kind != "w" or folded.isalnum())  # a mark is part of a word, and no `\w`
        # Some become one with those beside them: marks, and the parts of Korean syllables.
        and not unicodedata.combining(folded)
        and not "\u1100" <= folded <= "\u11ff"
    )
    return folded if stands else _ELSEWHERE


def _class_of(code: int) -> str:
    if any(first <= code <= last for first, last in _BY_TWO):
        return "2"
    if any(first <= code <= last for first, last in _BY_THREE):
        return "3"
    category = unicodedata.category(chr(code))
    if category == "Cf":
        return _JOINER
    return "w" if category[0] in _LETTERS else " "


_CLASSES = _Classes()
_IN_PLACE = _InPlace()
