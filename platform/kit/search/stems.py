"""Stems of words, from the dictionaries that every Postgres brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterable

# Language (BCP 47, the first part) to the name of Postgres' configuration, 15 and later.
CONFIGURATIONS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
MOST_KEPT = 100_000
STOP = ""  # in place of a stem: too common to say anything

_kept: dict[tuple[str, str], str] = {}


def configuration_of(language: str) -> str:
    """The configuration for a language code; empty for a language without one ("simple")."""
    return CONFIGURATIONS.get(language.lower().partition("-")[0], "")


def stems_of(words: Iterable[str], language: str) -> dict[str, str]:
    """The stem of each folded word, STOP for stop words; nothing for a language without stems.

    At most one query, and none for words that this process has met before.
    """
    name = configuration_of(language)
    if not name:
        return {}
    wanted = set(words)
    found = {word: _kept[name, word] for word in wanted if (name, word) in _kept}
    if missing := wanted - found.keys():
        found |= _ask(name, sorted(missing))
    return found


def _ask(name: str, words: list[str]) -> dict[str, str]:
    dictionary = sql.Literal(f"pg_catalog.{name}_stem")
    query = sql.SQL("SELECT word, ts_lexize({}, word) FROM unnest(%s::text[]) AS word")
    with connection.cursor() as cursor:
        cursor.execute(query.format(dictionary), [words])
        found = {word: lexemes[0] if lexemes else STOP for word, lexemes in cursor.fetchall()}
    if len(_kept) > MOST_KEPT:
        _kept.clear()
    _kept.update({(name, word): stem for word, stem in found.items()})
    return found
