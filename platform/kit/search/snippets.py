"""Where in a text the words are that were asked for: a few lines, with `<mark>` around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Self

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kit.search.letters import IN_A_WORD, LONGEST_WORD, folded_in_place, is_dense, runs
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

_LETTER, _REST = re.compile(IN_A_WORD), re.compile(f"{IN_A_WORD}*")

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
        is_cut = any(len(word) >= LONGEST_WORD for word in self.words)  # which only runs are
        plain = None if is_cut else folded_in_place(text)
        found = self._one_by_one(text) if plain is None else self._at_once(plain)
        return sorted(found)[:MOST]

    def _at_once(self, plain: str) -> set[Span]:
        """In a text that was folded in place, as most can be: it is read faster."""
        words = (_words(word, plain) for word in self.words)
        begun = (_words(beginning, plain, begun=True) for beginning in self.beginnings)
        stretches = (_stretches(stretch, plain) for stretch in self.stretches)
        every = chain(words, begun, stretches)
        return set(chain.from_iterable(islice(spans, MOST) for spans in every))

    def _one_by_one(self, text: str) -> Iterator[Span]:
        return islice(self._of_runs(text), MOST)

    def _of_runs(self, text: str) -> Iterator[Span]:
        for run in runs(text, unless=self._is_other):
            if run.kind == "w":
                yield run.start, run.end
            elif len(run.text) == run.end - run.start:  # else folding moved the letters
                for stretch in self.stretches:
                    for at, end in _stretches(stretch, run.text):
                        yield run.start + at, run.start + end

    def _is_other(self, word: str) -> bool:
        return word not in self.words and not word.startswith(self.beginnings)


def _words(wanted: str, plain: str, *, begun: bool = False) -> Iterator[Span]:
    """The words of folded text that are `wanted`, or that begin with it."""
    for start, inside in _stretches(wanted, plain):
        if start and _LETTER.match(plain, start - 1):
            continue
        end = _REST.match(plain, inside).end()  # type: ignore[union-attr]  # it takes nothing, too
        if begun or end == inside:
            yield start, end


def _stretches(wanted: str, plain: str) -> Iterator[Span]:
    at = plain.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = plain.find(wanted, at + len(wanted))


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
