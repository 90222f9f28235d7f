"""The posts' tabs: each a status, with how many there are."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from blog.querysets import PostQuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One status. `key` stands in the address; `posts` are in the order of that tab."""

    key: str
    label: str
    empty: str
    posts: PostQuerySet
    count: int
    current: bool


def tabs(mine: PostQuerySet, *, asked: str) -> list[Tab]:
    """All tabs over `mine`; exactly one is current, the first where `asked` names none."""
    counts = mine.standing_counts()
    parts = _parts(mine)
    current = asked if asked in parts else "all"
    return [
        Tab(
            key=key,
            label=label,
            empty=empty,
            posts=posts,
            count=counts[key],
            current=key == current,
        )
        for key, (label, empty, posts) in parts.items()
    ]


def _parts(mine: PostQuerySet) -> dict[str, tuple[str, str, PostQuerySet]]:
    edited = ("-updated_at", "-id")
    every, drafts = mine.kept().order_by(*edited), mine.drafts().order_by(*edited)
    waiting, trash = mine.scheduled().order_by("published_at", "id"), mine.trashed()
    return {
        "all": (_("All"), _("Nothing here yet. The first post may be short."), every),
        "published": (_("Published"), _("Nothing is public yet."), mine.out().newest()),
        "draft": (_("Drafts"), _("No drafts just now."), drafts),
        "scheduled": (_("Scheduled"), _("Nothing waits for its time."), waiting),
        "trash": (_("Trash"), _("The trash is empty."), trash.order_by("-trashed_at", "-id")),
    }
