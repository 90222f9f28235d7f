"""What is found in discover, by the rule for what is shown there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.search.lexemes import stems_for, tsquery_of
from kit.search.meant import as_written, near_words
from kit.search.query import Query
from kit.search.ranking import freshness
from kit.search.snippets import Wanted, marked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tenants.discover.models import ListedPost
    from tenants.discover.querysets import ListedPostQuerySet


class DiscoverSearch:
    """One question to `rows`, posts that may be shown, in some of their languages."""

    def __init__(self, query: Query, rows: ListedPostQuerySet, languages: Iterable[str]) -> None:
        self.query, self.rows, self.languages = query, rows, list(languages)
        self.stems = stems_for(query, self.languages)

    def find(self, start: int, stop: int) -> list[ListedPost]:
        """The answers from `start` to `stop`, the best first, with marks."""
        ranked = self._ranked()[start:stop]
        posts = self.rows.newest().in_bulk(ranked)
        wanted = Wanted.of(self.query, self.stems)
        found = [posts[pk] for pk in ranked if pk in posts]
        for post in found:
            post.marked_title = marked(post.title, wanted)
            post.marked_excerpt = marked(post.excerpt, wanted)
        return found

    def meant(self) -> str:
        """What was probably meant, if that is found; empty if nothing is."""
        near = near_words(self.query, self.rows.index_entries())
        if not near:
            return ""
        instead = Query.of(self.query.instead(near))
        found = DiscoverSearch(instead, self.rows, self.languages).find(0, 1)
        text = "\n".join(f"{post.title}\n{post.excerpt}" for post in found)
        return self.query.instead(as_written(near, text)) if found else ""

    def _ranked(self) -> list[int]:
        asked = tsquery_of(self.query, self.stems)
        titles = tsquery_of(self.query, self.stems, titles=True)
        rows = self.rows.answering(asked, titles=titles)
        scores = {
            pk: (rank * freshness(at), at, pk)
            for pk, rank, at in rows.values_list("pk", "rank", "published_at")
        }
        return sorted(scores, key=scores.__getitem__, reverse=True)
