"""Words that were probably meant: one or two letters away from those that were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST = 3
LONGEST_REACH = 2
LONG = 6  # from here on two letters may be wrong


def reach_of(word: str) -> int:
    """How many letters may be wrong in `word`; 0 for one too short to guess at."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < LONG else LONGEST_REACH


def nearest(word: str, known: Mapping[str, int]) -> str:
    """The word of `known` (how often each is there) nearest to `word`, of equals the commonest.

    Empty when none is near, or when `word` is among them.
    """
    reach = reach_of(word)
    if not reach or word in known:
        return ""
    letters = set(word)
    found = [
        (distance, -often, other)
        for other, often in known.items()
        if abs(len(other) - len(word)) <= reach
        # Whatever is done to one letter, one kind of letter goes and one comes at most.
        and len(letters.difference(other)) <= reach
        and len(set(other) - letters) <= reach
        and (distance := distance_of(word, other, reach)) <= reach
    ]
    return min(found)[2] if found else ""


def distance_of(one: str, other: str, most: int) -> int:
    """How many letters to add, take, change or swap with their neighbour (optimal string
    alignment); any number above `most` when there are more.

    Only as many letters to either side are looked at: long words cost little more than short ones.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i] + [most + 1] * len(other)
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            b = other[j - 1]
            least = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, before[j - 2] + 1)
            row[j] = least
        if min(row) > most and min(last) > most:
            return most + 1
        before, last = last, row
    return last[-1]
