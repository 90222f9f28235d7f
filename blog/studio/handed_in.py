"""How a draft that was handed in stands, for lists and for the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blog.models import HandIn, Post, Revision
from blog.studio.history import Sides, sides_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def latest_of(posts: Iterable[Post]) -> dict[int, HandIn]:
    """By the post's number, what was said last of each that was ever handed in; one query."""
    drafts = [post.pk for post in posts if post.status == "draft"]
    rows = HandIn.objects.filter(post__in=drafts).order_by("handed_at", "pk")
    return {row.post_id: row for row in rows} if drafts else {}


def sides_since(row: HandIn, post: Post) -> Sides | None:
    """What is different from what an editor read the last time; None the first time."""
    answered = HandIn.objects.filter(post=row.post_id, pk__lt=row.pk, stand="sent_back")
    last = answered.order_by("-pk").first()
    # The words of that version, under a later number if nothing but settings was saved since.
    since = Revision.objects.filter(post=row.post_id)
    was = last and since.filter(version__gte=last.version).order_by("version").first()
    return sides_of(was, post) if was else None
