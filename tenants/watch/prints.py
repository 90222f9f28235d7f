"""A text as 64 bits of which most stay when a few of its words change (Charikar's simhash)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b

BITS = 64
# Looked up by six bands of ten bits: with up to five different bits one band is the same for sure,
# with eight in nine cases of ten.
BANDS, BAND_BITS = 6, 10
NEAR = 8  # a word more in a text of 200 changes about two; two texts of their own differ in 32
FEWEST_WORDS = 20  # shorter texts are alike by chance
AT_ONCE = 3  # words, so that their order counts

_WORD = re.compile(r"\w+")
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def print_of(text: str) -> int | None:
    """The fingerprint of `text`, as Postgres keeps 64 bits (signed); None for a short one."""
    pieces = list(_pieces(text))
    if len(pieces) < FEWEST_WORDS - AT_ONCE + 1:
        return None
    votes = [0] * BITS
    for piece in set(pieces):
        bits = int.from_bytes(blake2b(piece.encode(), digest_size=8).digest())
        for place in range(BITS):
            votes[place] += 1 if bits >> place & 1 else -1
    value = sum(1 << place for place in range(BITS) if votes[place] > 0)
    return value - (1 << BITS) if value >> (BITS - 1) else value


def bands_of(value: int) -> dict[str, int]:
    """Its bands by their columns."""
    unsigned, mask = value % (1 << BITS), (1 << BAND_BITS) - 1
    return {f"band_{band}": unsigned >> band * BAND_BITS & mask for band in range(BANDS)}


def is_near(one: int, other: int) -> bool:
    """Whether two fingerprints differ in so few bits that the texts are nearly the same."""
    return ((one ^ other) % (1 << BITS)).bit_count() <= NEAR


def _pieces(text: str) -> Iterator[str]:
    words = [piece for word in _WORD.findall(text.lower()) for piece in _parts(word)]
    for at in range(len(words) - AT_ONCE + 1):
        yield " ".join(words[at : at + AT_ONCE])


def _parts(word: str) -> list[str]:
    """Scripts without spaces are read by the character."""
    return list(word) if _SPACELESS.search(word) else [word]
