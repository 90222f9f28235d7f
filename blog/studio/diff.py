"""Two versions of a text side by side: which paragraphs differ, and in which words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

PARAGRAPHS = re.compile(r"\n{2,}")
WORDS = re.compile(r"\s+|\S+")
# SequenceMatcher grows with the square of what it reads; past these it compares whole paragraphs.
MAX_PARAGRAPHS = 2_000
MAX_WORDS = 1_500

type Span = tuple[str, bool]  # words, and whether only this side has them


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph that differs, or a run of `same` paragraphs that do not."""

    spans: tuple[Span, ...] = ()
    same: int = 0


type Sides = tuple[list[Part], list[Part]]


def compare(mine: str, theirs: str) -> Sides:
    """The parts of both texts, in order; what is equal in both is only counted."""
    ours, others = _paragraphs(mine), _paragraphs(theirs)
    if max(len(ours), len(others)) > MAX_PARAGRAPHS:
        return [Part(spans=((mine, True),))], [Part(spans=((theirs, True),))]
    left: list[Part] = []
    right: list[Part] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(a=ours, b=others, autojunk=False).get_opcodes():
        if tag == "equal":
            left.append(Part(same=i_end - i))
            right.append(Part(same=j_end - j))
        else:
            a, b = _words_of(ours[i:i_end], others[j:j_end])
            left += a
            right += b
    return left, right


def _paragraphs(text: str) -> list[str]:
    return [part for part in PARAGRAPHS.split(text.strip()) if part]


def _words_of(ours: list[str], others: list[str]) -> Sides:
    """Paragraphs that took each other's place, compared word by word where they pair up."""
    left = [Part(spans=((text, True),)) for text in ours]
    right = [Part(spans=((text, True),)) for text in others]
    for number, (a, b) in enumerate(zip(ours, others, strict=False)):
        left[number], right[number] = _pair(a, b)
    return left, right


def _pair(a: str, b: str) -> tuple[Part, Part]:
    ours, others = WORDS.findall(a), WORDS.findall(b)
    if max(len(ours), len(others)) > MAX_WORDS:
        return Part(spans=((a, True),)), Part(spans=((b, True),))
    left: list[Span] = []
    right: list[Span] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(a=ours, b=others, autojunk=False).get_opcodes():
        left.append(("".join(ours[i:i_end]), tag != "equal"))
        right.append(("".join(others[j:j_end]), tag != "equal"))
    return _part(left), _part(right)


def _part(spans: list[Span]) -> Part:
    return Part(spans=tuple(span for span in spans if span[0]))
