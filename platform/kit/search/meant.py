"""What was probably meant, when nothing was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.search.fields import words_like
from kit.search.letters import runs
from kit.search.near import nearest, reach_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from kit.search.query import Query


def near_words(query: Query, rows: QuerySet[Any, Any]) -> dict[str, str]:
    """For words of `query` that `rows` (one column of lexemes) lack, the nearest that they have."""
    words = {word for word in query.words if reach_of(word)}
    if not words:
        return {}
    known = words_like(words, rows)
    near = {word: nearest(word, known) for word in words}
    return {word: other for word, other in near.items() if other}


def as_written(near: Mapping[str, str], text: str) -> dict[str, str]:
    """`near` with the spelling that `text` has of a word, accents and all."""
    written = {run.text: text[run.start : run.end] for run in runs(text) if run.kind == "w"}
    return {word: written.get(other, other).lower() for word, other in near.items()}
