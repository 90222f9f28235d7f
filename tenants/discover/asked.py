"""What the address of the page asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from unicodedata import normalize
from urllib.parse import urlencode

from django.conf.locale import LANG_INFO
from django.http import Http404

from kit.search.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

NOTHING = Query("", ())
MAX_PAGE = 500
MAX_WORD = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """A language's code and a tag, each empty for all, words to look for, and a page from 1."""

    language: str
    tag: str
    page: int
    words: Query = NOTHING

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """What `query` holds; raises Http404 for a page that cannot be."""
        page = query.get("page") or "1"
        if not page.isascii() or not page.isdigit() or not 1 <= int(page[:6]) <= MAX_PAGE:
            raise Http404
        words = Query.of(query.get("q", ""))
        language, tag = _word(query.get("language")), _word(query.get("tag")).lower()
        return cls(language, tag, int(page[:6]), words)

    def query(self, **other: str | int | None) -> str:
        """The query string of this with `other` in its place; empty for the first page of all."""
        mine = {"q": self.words.text, "language": self.language, "tag": self.tag}
        words = mine | {"page": self.page} | other
        kept = {name: word for name, word in words.items() if word and (name, word) != ("page", 1)}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def newer(self) -> str:
        """The address of the page before, within /blog/; empty on the first."""
        return (self.query(page=self.page - 1) or "?") if self.page > 1 else ""

    @property
    def older(self) -> str:
        """The address of the next page."""
        return self.query(page=self.page + 1)

    def languages(self, codes: Iterable[str]) -> list[tuple[str, str]]:
        """`codes`, and the one that is asked for, with the names the languages give themselves."""
        known = sorted({*codes, *filter(None, [self.language])})
        return [(code, _name_of(code)) for code in known]


def _word(typed: str | None) -> str:
    return (typed or "").strip()[:MAX_WORD]


def _name_of(code: str) -> str:
    return normalize("NFC", str(LANG_INFO.get(code.lower(), {}).get("name_local", code)))
