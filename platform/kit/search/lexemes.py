"""Texts and questions in the words of Postgres: values of the types tsvector and tsquery.

A word is a lexeme as it is, and once more as its stem, behind `~`, unless that is the same. What
stands in the title is there again behind `^`, so that the index alone tells posts about something
from those that mention it. A script without spaces has every two (three) neighbours for words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kit.search.letters import Run, runs
from kit.search.stems import STOP, stems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kit.search.query import Query, Term

type Weight = Literal["A", "B", "C", "D"]
type Stems = Mapping[str, set[str]]

TITLE = "^"
STEM = "~"
MAX_PART_CHARS = 100_000
MAX_BYTES = 700_000  # of lexemes and places; Postgres takes a mebibyte
MOST_PLACES = 255  # of one lexeme; Postgres takes no more either
LAST_PLACE = 16_383
APART = 10  # places between two parts, so that no phrase reaches from one into the next
SHORTEST_BEGINNING = 2  # a single letter begins too many words


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is found, and how much a word in it counts; A is the title."""

    text: str
    weight: Weight


def vector_of(parts: Iterable[Part], language: str) -> str:
    """A tsvector of all parts, as text; words in their stems where the language has some."""
    read = [(part, list(runs(part.text[:MAX_PART_CHARS]))) for part in parts]
    words = {run.text for _part, found in read for run in found if run.kind == "w"}
    return _written(read, stems_of(words, language))


def stems_for(query: Query, languages: Iterable[str]) -> Stems:
    """For each word of `query` its stems in all of `languages`; STOP among them if it is one."""
    found: dict[str, set[str]] = defaultdict(set)
    for language in languages:
        for word, stem in stems_of(query.words, language).items():
            found[word].add(stem)
    return found


def tsquery_of(query: Query, stems: Stems, *, titles: bool = False, loosely: bool = False) -> str:
    """A tsquery, as text; `titles` asks titles alone. Empty when nothing is asked.

    `loosely` asks for the words of a phrase wherever they stand: the index tells by itself who
    has them, where for a phrase each of these texts is read.
    """
    wanted = [term for term in query.terms if not term.unwanted]
    telling = [term for term in wanted if not _is_stop(term, stems)] or wanted
    asked = [_asked(term, stems, "", loosely=loosely) for term in telling]
    if titles:  # they have no places, so a phrase is asked for once more
        asked += [_asked(term, stems, TITLE) for term in telling]
    refused = [
        f"!{_asked(term, stems, '')}"
        for term in query.terms
        if term.unwanted and not (loosely and _is_phrase(term))
    ]
    return " & ".join([*asked, *refused]) if asked else ""


def _is_stop(term: Term, stems: Stems) -> bool:
    return not term.exact and not term.begun and STOP in stems.get(term.runs[0].text, ())


def _is_phrase(term: Term) -> bool:
    return term.exact or term.runs[0].kind != "w"


def _asked(term: Term, stems: Stems, mark: str, *, loosely: bool = False) -> str:
    run = term.runs[0]
    if _is_phrase(term):
        return f"({' & '.join(_all(term, mark)) if mark or loosely else _phrase(term.runs)})"
    begun = ":*" if term.begun and len(run.text) >= SHORTEST_BEGINNING else ""
    either = [f"'{mark}{run.text}'{begun}"]
    for stem in sorted(stems.get(run.text, set()) - {STOP}):
        either += [f"'{mark}{stem}'"] if stem != run.text else []
        either += [f"'{mark}{STEM}{stem}'"]
    return f"({' | '.join(either)})"


def _all(term: Term, mark: str) -> list[str]:
    """Every lexeme of a term, in whatever order."""
    return [_lexeme(gram, run, mark) for run in term.runs for gram, _place in _asked_grams(run)]


def _phrase(found: Iterable[Run]) -> str:
    """The lexemes of `found` one after the other, at the distances that `_grams` puts them."""
    text, last, place = "", 0, 0
    for run in found:
        for gram, offset in _asked_grams(run):
            distance = place + offset - last
            text += f" <{distance}> " if text else ""
            text += _lexeme(gram, run, "")
            last = place + offset
        place += len(run.text) if run.kind != "w" else 1
    return text


def _lexeme(gram: str, run: Run, mark: str) -> str:
    short = run.kind != "w" and len(gram) < int(run.kind)
    return f"'{mark}{gram}'{':*' if short else ''}"


def _grams(run: Run) -> Iterator[tuple[str, int]]:
    """What is kept of a run: lexemes, each with its place from the run's beginning."""
    if run.kind == "w":
        yield run.text, 0
        return
    size = int(run.kind)
    for place in range(len(run.text)):
        yield run.text[place : place + size], place


def _asked_grams(run: Run) -> list[tuple[str, int]]:
    """What is asked for: whole grams alone, since what was typed goes on in the text."""
    grams = list(_grams(run))
    if run.kind == "w":
        return grams
    return grams[: max(1, len(grams) - int(run.kind) + 1)]


def _written(read: list[tuple[Part, list[Run]]], stems: Mapping[str, str]) -> str:
    places: dict[str, list[str]] = defaultdict(list)
    place, room = 1, MAX_BYTES
    for part, found in read:
        for run in found:
            for gram, offset in _grams(run):
                for lexeme in _kept(gram, run, part, stems):
                    room -= _add(places, lexeme, min(place + offset, LAST_PLACE), part.weight)
            place += len(run.text) if run.kind != "w" else 1
            if room < 0:
                break
        place += APART
    return " ".join(f"'{lexeme}'{':' if at else ''}{','.join(at)}" for lexeme, at in places.items())


def _kept(gram: str, run: Run, part: Part, stems: Mapping[str, str]) -> Iterator[str]:
    yield gram
    stem = stems.get(gram, STOP) if run.kind == "w" else STOP
    stem = STOP if stem == gram else stem
    if stem:
        yield f"{STEM}{stem}"
    if part.weight == "A":
        yield f"{TITLE}{gram}"
        if stem:
            yield f"{TITLE}{STEM}{stem}"


def _add(places: dict[str, list[str]], lexeme: str, place: int, weight: Weight) -> int:
    """Note one place; returns how many bytes that takes."""
    known = lexeme in places
    at = places[lexeme]
    if lexeme.startswith(TITLE):
        return 0 if known else len(lexeme.encode()) + 2
    if len(at) < MOST_PLACES:
        at.append(f"{place}{weight}")
    return 2 if known else len(lexeme.encode()) + 6
