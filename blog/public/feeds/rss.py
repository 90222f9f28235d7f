"""RSS 2.0, with the full text in content:encoded, for readers that know no other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from blog.public.feeds.history import HISTORY, add_history
from blog.public.feeds.page import FeedPage

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
CONTENT = "http://purl.org/rss/1.0/modules/content/"


class FullTextRss(Rss201rev2Feed):
    """RSS with the whole text of each item beside its description."""

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]  # type: ignore[no-any-return]

    def rss_attributes(self) -> dict[str, Any]:
        return super().rss_attributes() | {"xmlns:content": CONTENT, "xmlns:fh": HISTORY}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        add_history(handler, self.feed["page"], "atom:link")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


def rss(page: FeedPage) -> str:
    """`page` as an RSS document."""
    feed = FullTextRss(
        title=page.title,
        link=page.home,
        description=page.subtitle or page.title,  # RSS asks for one
        language=page.language,
        feed_url=page.address(page.archive.number),
        updated=page.updated,
        page=page,
    )
    for entry in page.entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.summary),
            author_name=entry.author or None,
            pubdate=entry.published,
            unique_id=entry.ident,
            unique_id_is_permalink=False,
            categories=entry.terms,
            content=entry.html,
        )
    return str(feed.writeString("utf-8"))
