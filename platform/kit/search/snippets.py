"""Where in a text the words are that were asked for: a few lines, with `<mark>` around them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Self

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kit.search.letters import is_dense, runs
from kit.search.lexemes import SHORTEST_BEGINNING
from kit.search.stems import STOP
from kit.text import excerpt_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.search.lexemes import Stems
    from kit.search.query import Query

CHARS = 240
DENSE_CHARS = 120  # of a script without spaces
READ_CHARS = 50_000
BEFORE = 60
MOST = 40  # that are looked at: what comes later is no better
ELLIPSIS = "\u2026"

type Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark, folded: whole words, beginnings of words, and stretches of dense scripts."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    stretches: tuple[str, ...]

    @classmethod
    def of(cls, query: Query, stems: Stems) -> Self:
        """What `query` asks for; a stem marks every word that begins with it."""
        words: set[str] = set()
        beginnings: set[str] = set()
        stretches: set[str] = set()
        for term in query.terms:
            for run in () if term.unwanted else term.runs:
                (words if run.kind == "w" else stretches).add(run.text)
                if term.begun and run.kind == "w" and len(run.text) >= SHORTEST_BEGINNING:
                    beginnings.add(run.text)
                if run.kind == "w" and not term.exact:
                    beginnings |= {_root(stem) for stem in stems.get(run.text, ()) if stem != STOP}
        return cls(frozenset(words), tuple(beginnings), tuple(stretches))

    def spans(self, text: str) -> list[Span]:
        """Where they are in `text`, from left to right; the first MOST of them."""
        return sorted(islice(self._spans(text), MOST))

    def _spans(self, text: str) -> Iterator[Span]:
        for run in runs(text, unless=self._is_other):
            if run.kind == "w":
                yield run.start, run.end
            elif len(run.text) == run.end - run.start:  # else folding moved the letters
                for stretch in self.stretches:
                    at = run.text.find(stretch)
                    while at >= 0:
                        yield run.start + at, run.start + at + len(stretch)
                        at = run.text.find(stretch, at + len(stretch))

    def _is_other(self, word: str) -> bool:
        return word not in self.words and not word.startswith(self.beginnings)


def marked(text: str, wanted: Wanted) -> SafeString:
    """All of `text`, escaped, with what is wanted in it marked."""
    out, last = [], 0
    for start, end in wanted.spans(text):
        if start >= last:
            out += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
            last = end
    return mark_safe("".join([*out, escape(text[last:])]).replace("</mark> <mark>", " "))  # noqa: S308  # escaped piece by piece


def snippet(text: str, wanted: Wanted) -> SafeString:
    """The lines of `text` that hold most of what is wanted, marked; its beginning if none does."""
    text = " ".join(text[:READ_CHARS].split())
    chars = DENSE_CHARS if is_dense(text[:CHARS]) else CHARS
    spans = wanted.spans(text)
    start = _best(text, spans, chars) if spans else 0
    start = max(0, start - BEFORE * chars // CHARS)
    if start:
        start = _word_start(text, start)
    cut = excerpt_from(text[start:], chars)
    return marked(f"{ELLIPSIS}{cut}" if start else cut, wanted)


def _best(text: str, spans: list[Span], chars: int) -> int:
    """Where the stretch of `chars` begins that holds most different words; the first of equals."""
    best, most = spans[0][0], 0
    for place, (start, _end) in enumerate(spans):
        inside = {text[a:b].casefold() for a, b in spans[place:] if b <= start + chars - BEFORE}
        if len(inside) > most:
            best, most = start, len(inside)
    return best


def _word_start(text: str, start: int) -> int:
    """The beginning of the word after `start`, if one is near."""
    space = text.find(" ", start, start + BEFORE // 2)
    return space + 1 if space >= 0 else start


def _root(stem: str) -> str:
    """What is left of a stem in the words it stands for: `happi` is found in `happy`."""
    return stem.removesuffix("i") if len(stem) > 3 else stem
