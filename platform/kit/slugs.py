"""Slugs for addresses: ASCII where the script allows it, the script's own letters where not."""

import re
import unicodedata
from collections.abc import Callable
from itertools import count

MAX_SLUG_CHARS = 80

# Letters of the Latin script that NFKD leaves whole; spelled as their languages spell them.
_LATIN = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ı": "i",
        "ŋ": "ng",
        "ŧ": "t",
    }
)
# Apostrophes vanish inside words: "don't" is "dont", not "don-t".
_APOSTROPHES = re.compile("['\u2019\u02bc]")
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")


def slugify(title: str, *, fallback: str) -> str:
    """Return a slug of 1 to 80 characters for `title`; `fallback` is itself a slug.

    Latin letters lose their accents. A title with letters of another script keeps that script, so
    a column that holds slugs must admit letters, marks and digits of every script: see `is_slug`.
    A slug is never all digits, because ids have that form: "2024" becomes "<fallback>-2024".
    """
    lowered = _APOSTROPHES.sub("", unicodedata.normalize("NFC", title).lower())
    # A script's own letters may turn out to be Latin once what has no place is gone.
    unicode_slug = _unicode_slug(lowered)
    slug = _shorten(_ascii_slug(lowered) or _ascii_slug(unicode_slug) or unicode_slug)
    if not slug:
        return fallback
    return _shorten(f"{fallback}-{slug}") if slug.isdigit() else slug


def unique_slug(base: str, taken: Callable[[str], bool]) -> str:
    """Return `base`, or the first free one of `base-2`, `base-3`, ..., at most 80 characters."""
    if not taken(base):
        return base
    candidates = (_with_suffix(base, number) for number in count(2))
    return next(slug for slug in candidates if not taken(slug))


def is_slug(value: str) -> bool:
    """Say whether `value` has the form that `slugify` gives."""
    words = value.split("-")
    return (
        len(value) <= MAX_SLUG_CHARS
        and not value.isdigit()
        and all(word and all(map(_is_letter_mark_or_digit, word)) for word in words)
        and value == unicodedata.normalize("NFC", value).lower()
    )


def _ascii_slug(lowered: str) -> str:
    """Return the ASCII slug, or "" if a letter would be lost on the way."""
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_LATIN))
    folded = "".join(char for char in decomposed if not unicodedata.combining(char)).lower()
    if any(not char.isascii() and _is_letter_mark_or_digit(char) for char in folded):
        return ""
    return _NOT_ASCII_WORD.sub("-", folded).strip("-")


def _unicode_slug(lowered: str) -> str:
    normal = unicodedata.normalize("NFKC", lowered).lower()
    spaced = "".join(char if _is_letter_mark_or_digit(char) else " " for char in normal)
    words = (_without_leading_marks(word) for word in spaced.split())
    return unicodedata.normalize("NFC", "-".join(filter(None, words)))


def _is_letter_mark_or_digit(char: str) -> bool:
    # Marks belong to words: without its vowel signs, Hindi or Thai cannot be read.
    return unicodedata.category(char) in {"Ll", "Lo", "Lm", "Mn", "Mc", "Nd"}


def _without_leading_marks(word: str) -> str:
    first = next((i for i, char in enumerate(word) if unicodedata.category(char)[0] != "M"), None)
    return "" if first is None else word[first:]


def _shorten(slug: str) -> str:
    if len(slug) <= MAX_SLUG_CHARS:
        return slug
    head = slug[: MAX_SLUG_CHARS + 1].rpartition("-")[0]
    # One very long word: cut it, rather than leave a stump of the word before it.
    return head if len(head) >= MAX_SLUG_CHARS // 2 else slug[:MAX_SLUG_CHARS].strip("-")


def _with_suffix(base: str, number: int) -> str:
    suffix = f"-{number}"
    return base[: MAX_SLUG_CHARS - len(suffix)].rstrip("-") + suffix
