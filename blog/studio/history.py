"""What a post once said, in the words and rows of the studio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from blog.models import Post, Revision
from blog.studio.diff import Part, compare
from blog.studio.people import Names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A revision in the list, and who wrote it."""

    revision: Revision
    who: str
    newest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Two versions of a post: `names` has (label, before, after) of what differs but the text."""

    names: list[tuple[str, str, str]]
    before: list[Part]
    after: list[Part]


def rows_of(post: Post, revisions: Iterable[Revision], *, reader: UUID) -> list[Row]:
    """With names as the blog's bylines have them: accounts are not read from within a blog."""
    found = list(revisions)
    names = Names((one.saved_by_id for one in found), reader=reader)
    return [
        Row(
            revision=one,
            who=names[one.saved_by_id],
            newest=one.version == post.version,
        )
        for one in found
    ]


def sides_of(before: Post | Revision, after: Post | Revision) -> Sides:
    """Where `after` differs from `before`."""
    left, right = compare(before.content, after.content)
    pairs = [
        (_("Title"), before.title, after.title),
        (_("Excerpt"), before.excerpt, after.excerpt),
    ]
    return Sides(names=[pair for pair in pairs if pair[1] != pair[2]], before=left, after=right)
