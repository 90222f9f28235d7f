"""What a reader finds. Posts and pages are read by the rule for readers, every time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from blog.models import Page, Post
from blog.querysets import ANSWERS, PostQuerySet
from blog.rendering import plain_of
from blog.search.reads import languages_in_use, pages_answering, posts_answering
from kit.search.lexemes import stems_for, tsquery_of
from kit.search.meant import as_written, near_words
from kit.search.query import Query
from kit.search.ranking import freshness
from kit.search.snippets import Wanted, marked, snippet

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from kit.search.lexemes import Stems

ON_A_PAGE = 10
READ_HTML = 100_000  # characters of a text's HTML that a snippet is looked for in

type Place = tuple[str, int]  # "post" or "page", and its number


@dataclass(frozen=True, slots=True)
class Hit:
    """A post or page that was found; `title` and `snippet` with marks around what was asked."""

    row: Post | Page
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """All places in the order of their rank, and the hits that stand on one page, from 1."""

    places: list[Place]
    number: int
    hits: list[Hit]

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than were looked at."""
        return self.total >= ANSWERS

    @property
    def before(self) -> int | None:
        """The page with better ones; None for the first, whose address has no number."""
        return self.number - 1 if self.number > 2 else None

    @property
    def after(self) -> int:
        return self.number + 1

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // ON_A_PAGE))


class Search:
    """One question to the open blog, in the languages that its newest posts are in.

    `member`: one of the people of the blog asks, who find more than strangers.
    """

    def __init__(self, query: Query, language: str, *, member: bool = False) -> None:
        self.query, self.member = query, member
        self.languages = sorted(languages_in_use(member=member) | {language})
        self.stems: Stems = stems_for(query, self.languages)

    def find(self, number: int) -> Found:
        """The answer, page `number` of it; one past the last has no hits."""
        places = self._ranked()
        start = (number - 1) * ON_A_PAGE
        return Found(places, number, self._hits(places[start : start + ON_A_PAGE]))

    def meant(self) -> str:
        """What was probably meant, if that is found; empty if nothing is."""
        near = near_words(self.query, self._posts().index_entries())
        if not near:
            return ""
        instead = Query.of(self.query.instead(near))
        row = Search(instead, self.languages[0], member=self.member)._any()
        if row is None:
            return ""
        return self.query.instead(as_written(near, f"{row.title}\n{_text(row)}"))

    def _posts(self) -> PostQuerySet:
        return Post.objects.published(member=self.member)

    def _any(self) -> Post | Page | None:
        """Whatever answers; which it is, nobody is told."""
        asked = tsquery_of(self.query, self.stems)
        post = self._posts().having(asked).found(READ_HTML).first()
        return post or Page.objects.kept().answering(asked).found(READ_HTML).first()

    def _ranked(self) -> list[Place]:
        asked = tsquery_of(self.query, self.stems)
        titles = tsquery_of(self.query, self.stems, titles=True)
        loosely = tsquery_of(self.query, self.stems, loosely=True)
        scores: dict[Place, tuple[float, datetime]] = {}
        for pk, at, rank in posts_answering(asked, titles, loosely, member=self.member):
            scores["post", pk] = (rank * freshness(at), at)
        for pk, rank in pages_answering(asked):
            scores["page", pk] = (rank, datetime.min.replace(tzinfo=UTC))
        return sorted(scores, key=lambda place: (*scores[place], place), reverse=True)

    def _hits(self, places: list[Place]) -> list[Hit]:
        rows, wanted = self._rows(places), Wanted.of(self.query, self.stems)
        return [_hit(rows[place], wanted) for place in places if place in rows]

    def _rows(self, places: list[Place]) -> dict[Place, Post | Page]:
        posts = {pk for kind, pk in places if kind == "post"}
        pages = {pk for kind, pk in places if kind == "page"}
        rows: dict[Place, Post | Page] = {}
        if posts:
            found = self._posts().found(READ_HTML).in_bulk(posts)
            rows |= {("post", pk): row for pk, row in found.items()}
        if pages:
            kept = Page.objects.kept().found(READ_HTML).in_bulk(pages)
            rows |= {("page", pk): row for pk, row in kept.items()}
        return rows


def _hit(row: Post | Page, wanted: Wanted) -> Hit:
    return Hit(row, marked(row.title, wanted), snippet(_text(row), wanted))


def _text(row: Post | Page) -> str:
    return plain_of(row.start, READ_HTML)
