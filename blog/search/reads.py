"""Which posts and pages answer a question, and how well: prepared, for every search asks these."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from blog.models import Page, Post
from blog.models.prepared import Prepared


def _by_the_index(*, member: bool) -> Prepared[Post]:
    def posts(asked: str, titles: str) -> Any:
        published = Post.objects.published(member=member)
        answers = published.answering(asked, titles=titles, loosely=asked)
        return answers.values_list("pk", "published_at", "rank")

    return Prepared(posts)


def _by_reading(*, member: bool) -> Prepared[Post]:
    def posts(asked: str, titles: str, loosely: str) -> Any:
        published = Post.objects.published(member=member)
        answers = published.answering(asked, titles=titles, loosely=loosely)
        return answers.values_list("pk", "published_at", "rank")

    return Prepared(posts)


def _languages_of_newest(*, member: bool) -> Prepared[Post]:
    def posts() -> Any:
        return Post.objects.published(member=member).languages()

    return Prepared(posts)


# By whether it is one of the people of the blog who asks.
_languages = {member: _languages_of_newest(member=member) for member in (False, True)}
_words = {member: _by_the_index(member=member) for member in (False, True)}
_phrases = {member: _by_reading(member=member) for member in (False, True)}
_pages: Prepared[Page] = Prepared(
    lambda asked: Page.objects.kept().answering(asked).values_list("pk", "rank")
)


def languages_in_use(*, member: bool) -> set[str]:
    """The languages of the newest posts that have one of their own."""
    return {language for (language,) in _languages[member].tuples()} - {""}


def posts_answering(
    asked: str, titles: str, loosely: str, *, member: bool
) -> list[tuple[int, datetime, float]]:
    """Number, time of publication and rank of posts; see `PostQuerySet.answering`."""
    if loosely == asked:
        return _words[member].tuples(asked=asked, titles=titles)
    return _phrases[member].tuples(asked=asked, titles=titles, loosely=loosely)


def pages_answering(asked: str) -> list[tuple[int, float]]:
    """Number and rank of pages."""
    return _pages.tuples(asked=asked)
