"""What stands for a person without a picture: a letter or two of the name, in one of four tints."""

from __future__ import annotations

import unicodedata
from zlib import crc32

TINTS = 4  # as many as the stylesheets name
_APART = "\u200c"  # letters of a joined script would be read as a word
_BINDS = "\u200d"


def initials(name: str) -> str:
    """The first letter of the first and of the last word, as capitals; "" of a name without any.

    A letter comes with its marks. Of scripts whose letters are as wide as high (Chinese, Japanese,
    Korean) it is one; a name of signs alone gives its first sign.
    """
    words = name.split()
    found = [letter for letter in map(_letter, words) if letter] or [_from(word) for word in words]
    if len(found) < 2 or _is_wide(found[0]):
        return "".join(found[:1])
    joined = any(unicodedata.bidirectional(letter[0]) == "AL" for letter in found)
    return (_APART if joined else "").join((found[0], found[-1]))


def tint(name: str) -> int:
    """0 to 3, of the same name always the same."""
    return crc32(name.encode()) % TINTS


def _letter(word: str) -> str:
    """The first letter or digit of `word`, with its marks; "" where there is none."""
    at = next((at for at, sign in enumerate(word) if unicodedata.category(sign)[0] in "LN"), None)
    return "" if at is None else _from(word[at:])


def _from(text: str) -> str:
    """What `text` begins with, up to where the next letter begins."""
    end = 1
    while end < len(text) and (_is_mark(text[end]) or _binds(text[end - 1])):
        end += 1
    capital = text[0].title()  # not upper(): Georgian has no capitals in names
    return (capital if len(capital) == 1 else text[0]) + text[1:end]


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M" or sign == _BINDS


def _binds(sign: str) -> bool:
    """Whether the next letter is written into this one: behind a virama, or a joiner."""
    return sign == _BINDS or unicodedata.combining(sign) == 9


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter[0]) in "WF"
