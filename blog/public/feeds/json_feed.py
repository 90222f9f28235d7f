"""JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any

from blog.public.feeds.page import Entry, FeedPage

CONTENT_TYPE = "application/feed+json; charset=utf-8"
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(page: FeedPage) -> str:
    """`page` as a JSON Feed; `next_url` leads back through the archives."""
    older = page.archive.older
    feed = {
        "version": VERSION,
        "title": page.title,
        "home_page_url": page.home,
        "feed_url": page.address(page.archive.number),
        "description": page.subtitle,
        "language": page.language,
        "authors": [{"name": page.author}],
        "next_url": page.address(older) if older else "",
        "items": [_item(entry) for entry in page.entries],
    }
    return json.dumps(_without_empty(feed) | {"items": feed["items"]}, ensure_ascii=False)


def _item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.ident,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": _authors(entry),
        "tags": entry.terms,
        "language": entry.language,
    }
    # An item must have its text, even when there is none.
    return _without_empty(item) | {"content_html": entry.html}


def _authors(entry: Entry) -> list[dict[str, Any]]:
    author = {"name": entry.author, "url": entry.author_url, "avatar": entry.avatar}
    return [_without_empty(author)] if entry.author else []


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
