"""Discover as an Atom feed: excerpts that lead to the posts on their blogs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid5

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from kit.origins import platform_url
from kit.text import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tenants.discover.asked import Asked
    from tenants.discover.models import ListedPost

EMPTY_SINCE = datetime(2020, 1, 1, tzinfo=UTC)


class DiscoverFeed(Atom1Feed):
    """Atom, with a date of its own when there is nothing in it."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else EMPTY_SINCE


def feed_of(posts: Iterable[ListedPost], asked: Asked) -> DiscoverFeed:
    """A feed of `posts`, which have their `host`."""
    query = asked.query(page=None)
    address = platform_url(reverse("discover_feed") + query)
    feed = DiscoverFeed(
        title=xml_text(" · ".join(filter(None, [_("Discover"), asked.language, asked.tag]))),
        link=platform_url(reverse("discover") + query),
        description="",
        author_name="Inkstead",
        feed_url=address,
        feed_guid=address,
    )
    for post in posts:
        _add(feed, post)
    return feed


def _add(feed: DiscoverFeed, post: ListedPost) -> None:
    feed.add_item(
        title=xml_text(post.title),
        link=post.url,
        description=escape(xml_text(post.excerpt)),
        author_name=xml_text(post.author or post.tenant.name),
        pubdate=post.published_at,
        updateddate=max(post.published_at, post.updated_at),
        unique_id=uuid5(post.tenant_id, f"post {post.post_id}").urn,
        categories=[xml_text(tag) for tag in post.tags],
    )
