"""Atom (RFC 4287): full text, absolute addresses, ids that outlive renames."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from blog.public.feeds.history import HISTORY, add_history
from blog.public.feeds.page import FeedPage

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


class FullTextFeed(Atom1Feed):
    """Atom with the whole text of each entry beside its summary."""

    def latest_post_date(self) -> datetime:
        """When the newest entry changed; an empty feed is as old as the blog's settings."""
        return self.feed["updated"]  # type: ignore[no-any-return]

    def root_attributes(self) -> dict[str, Any]:
        return super().root_attributes() | {"xmlns:fh": HISTORY}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        add_history(handler, self.feed["page"], "link")

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        """The entry's language, and what its relative addresses are relative to."""
        language = {"xml:lang": item["language"]} if item["language"] else {}
        return {"xml:base": item["link"], **language}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(page: FeedPage) -> str:
    """`page` as an Atom document."""
    feed = FullTextFeed(
        title=page.title,
        link=page.home,
        description="",
        subtitle=page.subtitle or None,
        language=page.language,
        author_name=page.author,
        feed_url=page.address(page.archive.number),
        feed_guid=page.ident,
        updated=page.updated,
        page=page,
    )
    for entry in page.entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.summary),
            author_name=entry.author or None,
            author_link=entry.author_url or None,
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.ident,
            categories=entry.terms,
            language=entry.language,
            content=entry.html,
        )
    return str(feed.writeString("utf-8"))
