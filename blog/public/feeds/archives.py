"""Older entries of a feed (RFC 5005, section 4): documents that no new post changes.

Archives are numbered from the oldest, and only whole ones exist, so number 1 holds the same posts
for ever. The feed itself holds the newest ones and names the last archive.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from blog.models import Post
from blog.querysets import PostQuerySet

POSTS_IN_A_FEED = 20
MOST_ARCHIVES = 1_000_000


@dataclass(frozen=True, slots=True)
class Archive:
    """Where a document stands: `number` is None for the feed itself; neighbours by number."""

    number: int | None = None
    older: int | None = None
    newer: int | None = None


def cut(posts: PostQuerySet, number: int | None) -> tuple[list[Post], Archive]:
    """The posts of archive `number`, or of the feed itself, newest first; Http404 without any."""
    if number is None:
        newest = list(posts.with_total().newest().in_full()[:POSTS_IN_A_FEED])
        total = newest[0].total if newest else 0
        return newest, Archive(older=total // POSTS_IN_A_FEED if total > len(newest) else None)
    if not 0 < number <= MOST_ARCHIVES:
        raise Http404
    return _archive(posts, number)


def _archive(posts: PostQuerySet, number: int) -> tuple[list[Post], Archive]:
    start = (number - 1) * POSTS_IN_A_FEED
    oldest = posts.with_total().order_by("published_at", "id").in_full()
    found = list(oldest[start : start + POSTS_IN_A_FEED])
    if len(found) < POSTS_IN_A_FEED:
        raise Http404
    whole = found[0].total // POSTS_IN_A_FEED
    newer = number + 1 if number < whole else None
    return found[::-1], Archive(number, number - 1 or None, newer)
