"""A blog as an Atom feed (RFC 4287): full text, absolute addresses, ids that outlive renames."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from blog.models import Blog, Post
from kit.origins import blog_url
from kit.text import xml_text
from tenants.http import TenantRef

# Exact for what the gate gives: it escapes "<" and ">" in text and in attributes.
_TAG = re.compile(r"<[a-z][^>]*>")
_FROM_ROOT = re.compile(r'(\s(?:href|src)=")/(?!/)')


class FullTextFeed(Atom1Feed):
    """Atom with the whole text of each entry beside its summary."""

    def latest_post_date(self) -> datetime:
        """When the newest entry changed; an empty feed is as old as the blog's settings."""
        return super().latest_post_date() if self.items else self.feed["updated"]

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        """The entry's language, and what its relative addresses are relative to."""
        language = {"xml:lang": item["language"]} if item["language"] else {}
        return {"xml:base": item["link"], **language}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def feed_of(tenant: TenantRef, blog: Blog, posts: Iterable[Post]) -> FullTextFeed:
    """A feed of `posts` (with tags and rendered text), addressed by the tenant's primary host."""
    feed = FullTextFeed(
        title=xml_text(blog.name),
        link=blog_url(tenant.primary_host),
        description="",
        subtitle=xml_text(blog.description) or None,
        language=blog.language,
        author_name=xml_text(blog.name),
        feed_url=blog_url(tenant.primary_host, reverse("feed")),
        feed_guid=tenant.id.urn,
        updated=blog.updated_at,
    )
    for post in posts:
        _add(feed, tenant, post)
    return feed


def with_origin(html: str, origin: str) -> str:
    """Sanitised `html` with its addresses from the root made absolute."""
    return _TAG.sub(lambda tag: _FROM_ROOT.sub(rf"\1{origin}/", tag[0]), html)


def _add(feed: FullTextFeed, tenant: TenantRef, post: Post) -> None:
    terms = [post.category.name] if post.category else []
    terms += [link["title"] for link in post.tag_links]
    feed.add_item(
        title=xml_text(post.title),
        link=blog_url(tenant.primary_host, post.get_absolute_url()),
        description=escape(xml_text(post.lead)),
        author_name=xml_text(post.author.name) if post.author else None,
        pubdate=post.published_at,
        updateddate=max(filter(None, [post.published_at, post.updated_at])),
        unique_id=uuid5(tenant.id, f"post {post.pk}").urn,
        categories=[xml_text(term) for term in terms],
        language=post.language,
        content=with_origin(xml_text(post.html), blog_url(tenant.primary_host, "")),
    )
