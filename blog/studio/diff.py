"""Two versions of a text side by side: which paragraphs differ, and in which words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from blog.studio.myers import Budget, Run, runs_between

PARAGRAPHS = re.compile(r"\n{2,}")
WORDS = re.compile(r"\s+|\S+")

type Span = tuple[str, bool]  # words, and whether only this side has them


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph that differs, or a run of `same` paragraphs that do not."""

    spans: tuple[Span, ...] = ()
    same: int = 0


type Sides = tuple[list[Part], list[Part]]


def compare(mine: str, theirs: str) -> Sides:
    """The parts of both texts, in order; what is equal in both is only counted.

    However long the texts, it takes about a second at most: what would take longer is shown as
    different from end to end.
    """
    budget = Budget()
    ours, others = paragraphs_of(mine), paragraphs_of(theirs)
    left: list[Part] = []
    right: list[Part] = []
    for run in runs_between(ours, others, Budget(budget.steps // 2)):
        if run.same:
            left.append(Part(same=run.left.stop - run.left.start))
            right.append(Part(same=run.right.stop - run.right.start))
        else:
            a, b = _words_of(ours[run.left], others[run.right], budget)
            left += a
            right += b
    return left, right


def paragraphs_of(text: str) -> list[str]:
    """Its paragraphs, as far as blank lines tell."""
    return [part for part in PARAGRAPHS.split(text.strip()) if part]


def runs(ours: list[str], others: list[str]) -> list[Run]:
    """Where two lists of paragraphs agree and where not."""
    return runs_between(ours, others, Budget())


def _words_of(ours: list[str], others: list[str], budget: Budget) -> Sides:
    """Paragraphs that took each other's place, compared word by word where they pair up."""
    left = [Part(spans=((text, True),)) for text in ours]
    right = [Part(spans=((text, True),)) for text in others]
    for number, (a, b) in enumerate(zip(ours, others, strict=False)):
        left[number], right[number] = _pair(a, b, budget)
    return left, right


def _pair(a: str, b: str, budget: Budget) -> tuple[Part, Part]:
    ours, others = WORDS.findall(a), WORDS.findall(b)
    left: list[Span] = []
    right: list[Span] = []
    for run in runs_between(ours, others, budget):
        left.append(("".join(ours[run.left]), not run.same))
        right.append(("".join(others[run.right]), not run.same))
    return _part(left), _part(right)


def _part(spans: list[Span]) -> Part:
    return Part(spans=tuple(span for span in spans if span[0]))
