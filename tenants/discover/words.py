"""What search in discover looks through: as much of a post as the public table has."""

from __future__ import annotations

from typing import Any

from journal.work import enqueue_platform_work, handles
from kit.search.lexemes import Part, vector_of
from tenants.discover.models import ListedPost

INDEX = "index_listed"
AT_ONCE = 200


def words_of(title: str, excerpt: str, tags: list[str], author: str, language: str) -> str:
    """The lexemes of one post."""
    parts = [Part(title, "A"), Part(excerpt, "B"), Part(" \n ".join(tags), "C"), Part(author, "D")]
    return vector_of(parts, language)


def index_listed(payload: dict[str, Any]) -> None:
    """Fill in some of the rows that have no lexemes, and leave the others as due work."""
    without = ListedPost.objects.filter(words=None, pk__gt=payload["after"]).order_by("pk")
    rows = list(without.select_for_update()[:AT_ONCE])  # or a post that changes now gets old words
    for row in rows:
        row.words = words_of(row.title, row.excerpt, row.tags, row.author, row.language)
    ListedPost.objects.bulk_update(rows, ["words"])
    if rows:
        after = rows[-1].pk
        enqueue_platform_work(INDEX, key=f"{INDEX} {after}", payload={"after": after})


def register() -> None:
    """Take up the work, which a migration leaves once."""
    handles(INDEX, index_listed)
