"""What somebody typed into a search box: words, "phrases", and -words that are not wanted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.search.letters import Run, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_CHARS = 200
MAX_TERMS = 10

_UNSEEN = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_TURNS = re.compile(
    "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]"
)  # would turn the page's own words
_QUOTES = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f", '"')
)
_PIECE = re.compile(r'(?<!\S)(?P<minus>-?)"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: a word, or with `exact` a phrase. `unwanted`: that must not be there.

    `begun` says that it may be the beginning of a word, which is being typed.
    """

    runs: tuple[Run, ...]
    exact: bool = False
    unwanted: bool = False
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """`text` as it can be shown again, one line; `terms` what to look for, none for nothing."""

    text: str
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, typed: str) -> Query:
        """Read whatever was typed; past MAX_CHARS and MAX_TERMS the rest is left out."""
        text = _clean(typed)
        terms = list(_terms(text))[:MAX_TERMS]
        if not any(not term.unwanted for term in terms):
            terms = []  # all but something is too much to be asked for
        return cls(text.strip(), tuple(terms))

    def instead(self, words: Mapping[str, str]) -> str:
        """What could be asked instead: the wanted words, with those of `words` in their place."""
        wanted = [run.text for term in self.terms if not term.unwanted for run in term.runs]
        return " ".join(words.get(word, word) for word in wanted)

    @property
    def words(self) -> set[str]:
        """The words that may be met in another form of theirs."""
        return {
            run.text
            for term in self.terms
            if not term.exact
            for run in term.runs
            if run.kind == "w"
        }


def _clean(typed: str) -> str:
    """One line without what cannot be shown; a space at its end says that the word is whole."""
    text = _TURNS.sub("", typed[: 4 * MAX_CHARS])
    seen = "".join(" " if unicodedata.category(char) in _UNSEEN else char for char in text)
    line = re.sub(r"\s+", " ", unicodedata.normalize("NFC", seen)).lstrip()
    return line[:MAX_CHARS]


def _terms(text: str) -> Iterator[Term]:
    quoted = text.translate(_QUOTES)
    for match in _PIECE.finditer(quoted):
        if match["word"] is None:
            if found := tuple(runs(match["phrase"])):
                yield Term(found, exact=True, unwanted=bool(match["minus"]))
            continue
        word = match["word"]
        unwanted = word.startswith("-") and len(word) > 1
        last = match.end() == len(quoted)
        found = tuple(runs(word))
        for place, run in enumerate(found, start=1):
            begun = last and place == len(found) and not unwanted
            yield Term((run,), unwanted=unwanted, begun=begun)
