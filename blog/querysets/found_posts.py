"""Posts that answer a question."""

from __future__ import annotations

from typing import Any, Self

from django.db.models.functions import Left

from blog.querysets.public_posts import LOOKED_AT, PublicPosts
from blog.querysets.shared import rows
from kit.search.fields import answering, first_answering

ANSWERS = 100  # of the newest that answer a reader, and of those that do so in their title
VOCABULARY = 150  # of the newest, for the words that a reader may have meant


class FoundPosts(PublicPosts):
    """Which posts tell of something, and the words there are."""

    def having(self, asked: str) -> Self:
        """Posts whose entry in the index answers `asked`, a tsquery; whoever may see them."""
        entries = rows("SearchEntry").model._meta.db_table
        return self.filter(pk__in=answering(entries, "post_id", asked))

    def answering(self, asked: str, *, titles: str, loosely: str) -> Any:
        """Those that answer `asked`, with `rank`: the newest about it, the newest that tell of it.

        `titles` is the same question asked of titles alone, `loosely` the one that the index
        answers by itself. Looking at so many and no more, a word that is in 10,000 posts costs no
        more than one in 500, and so does a phrase.
        """
        about = self.having(titles).newest().values("pk")[:ANSWERS]
        telling = self._telling(asked, loosely)
        return rows("Post").filter(pk__in=about.union(telling)).ranked(asked)

    def _telling(self, asked: str, loosely: str) -> Any:
        likely = self.having(loosely).newest().values("pk")
        if loosely == asked:
            return likely[:ANSWERS]
        entries = rows("SearchEntry").model._meta.db_table
        first = first_answering(likely, entries, "post_id", asked, ANSWERS)
        return rows("Post").filter(pk__in=first).values("pk")

    def index_entries(self) -> Any:
        """The lexemes of the newest of these, for words that were probably meant."""
        newest = self.newest().values("pk")[:VOCABULARY]
        return rows("SearchEntry").filter(post__in=newest).values("words")

    def found(self, chars: int) -> Self:
        """With what a list of results shows; `start` is as much of the HTML."""
        return self.listed().annotate(start=Left("content_html", chars))

    def languages(self) -> Any:
        """The language of each of the newest of these; "" where it is the blog's."""
        return self.newest().values_list("language")[:LOOKED_AT]
