"""A post or a page as Markdown with front matter, as most programs for blogs read it.

Each value is JSON, which YAML 1.2 reads as it is: nothing that somebody typed can end the block.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from blog.models import Page, Post


def post_text(post: Post) -> str:
    """Title, slug, status, dates, category, tags, author, and the Markdown as it was written."""
    facts = {
        "title": post.title,
        "slug": post.slug,
        "status": "trash" if post.trashed_at else post.status,
        "published_at": post.published_at,
        "created_at": post.created_at,
        "updated_at": post.updated_at,
        "category": post.category.name if post.category else None,
        "tags": [tag.name for tag in post.tags.all()],
        "author": post.author.name if post.author else None,
        "language": post.language or None,
        "excerpt": post.excerpt or None,
        "visibility": post.visibility,
        "pinned": post.pinned,
        "canonical": post.canonical or None,
        "share_description": post.shared_words or None,
        "share_picture": f"/media/{post.shared_picture}/" if post.shared_picture else None,
    }
    return _joined(facts, post.content)


def page_text(page: Page) -> str:
    """The same for a page, with its place in the navigation."""
    facts = {
        "title": page.title,
        "slug": page.slug,
        "status": "trash" if page.trashed_at else "published",
        "created_at": page.created_at,
        "updated_at": page.updated_at,
        "position": page.position,
        "in_navigation": page.in_navigation,
    }
    return _joined(facts, page.content)


def _joined(facts: dict[str, Any], content: str) -> str:
    lines = [f"{key}: {_json(value)}" for key, value in facts.items() if value is not None]
    return "\n".join(["---", *lines, "---", "", content, ""])


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
