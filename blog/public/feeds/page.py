"""What a feed says, whatever format it is written in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import uuid5

from blog.media.faces import face_of
from blog.models import Author, Blog, Category, Post, Tag
from blog.public.feeds.archives import Archive
from kit.origins import blog_url
from kit.text import xml_text
from tenants.http import TenantRef

# Exact for what the gate gives: it escapes "<" and ">" in text and in attributes.
_TAG = re.compile(r"<[a-z][^>]*>")
_FROM_ROOT = re.compile(r'(\s(?:href|src)=")/(?!/)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A post. `ident` is a urn that outlives every rename; `html` has absolute addresses only.

    So are `author_url` and `avatar`, "" where there is none.
    """

    ident: str
    title: str
    url: str
    summary: str
    html: str
    author: str
    author_url: str
    avatar: str
    published: datetime
    updated: datetime
    terms: list[str]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """One document of a feed. `url` is the address of the feed itself."""

    ident: str
    title: str
    subtitle: str
    home: str
    url: str
    language: str
    author: str
    updated: datetime
    entries: list[Entry]
    archive: Archive

    def address(self, number: int | None = None) -> str:
        """The address of an archive document of this feed, or of the feed itself."""
        stem, dot, ending = self.url.rpartition(".")
        return f"{stem}-{number}{dot}{ending}" if number else self.url


def feed_page(
    tenant: TenantRef,
    blog: Blog,
    posts: Iterable[Post],
    archive: Archive,
    *,
    path: str,
    named: Author | Category | Tag | None = None,
) -> FeedPage:
    """A document of `posts` (with tags and rendered text) at `path`: the blog's, or `named`'s."""
    entries = [_entry(tenant, post) for post in posts]
    ident = tenant.id if named is None else uuid5(tenant.id, _name_of(named))
    return FeedPage(
        ident=ident.urn,
        title=xml_text(f"{named.name} · {blog.name}" if named else blog.name),
        subtitle=xml_text(getattr(named, "description", "") if named else blog.description),
        home=blog_url(tenant.canonical_host, named.get_absolute_url() if named else "/"),
        url=blog_url(tenant.canonical_host, path),
        language=blog.language,
        author=xml_text(blog.name),
        updated=max((entry.updated for entry in entries), default=blog.updated_at),
        entries=entries,
        archive=archive,
    )


def with_origin(html: str, origin: str) -> str:
    """Sanitised `html` with its addresses from the root made absolute."""
    return _TAG.sub(lambda tag: _FROM_ROOT.sub(rf"\1{origin}/", tag[0]), html)


def _name_of(named: Author | Category | Tag) -> str:
    return f"{named._meta.model_name} {named.pk}"


def _of_author(tenant: TenantRef, post: Post) -> str:
    return blog_url(tenant.canonical_host, post.author.get_absolute_url()) if post.author else ""


def _entry(tenant: TenantRef, post: Post) -> Entry:
    terms = [post.category.name] if post.category else []
    terms += [link["title"] for link in post.tag_links]
    face = face_of(post.face_file)
    published = cast("datetime", post.published_at)  # by a constraint of its table
    return Entry(
        ident=uuid5(tenant.id, f"post {post.pk}").urn,
        title=xml_text(post.title),
        url=blog_url(tenant.canonical_host, post.get_absolute_url()),
        summary=xml_text(post.lead),
        html=with_origin(xml_text(post.html), blog_url(tenant.canonical_host, "")),
        author=xml_text(post.author.name) if post.author else "",
        author_url=_of_author(tenant, post),
        avatar=blog_url(tenant.canonical_host, face.path) if face else "",
        published=published,
        updated=max(published, post.updated_at),
        terms=[xml_text(term) for term in terms],
        language=post.language,
    )
