"""The words of the blogs that are measured: the same on Inkstead and on stock django-tenants."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from blog.rendering import Rendered, render_markdown

PARAGRAPH = "The harbour was *quiet* when the ferry came in, and nobody had lit a lamp. " * 10
TEXT = f"{PARAGRAPH}\n\n## The lamp\n\n{PARAGRAPH}\n\n- one\n- two\n\n{PARAGRAPH}"


@cache
def rendered() -> Rendered:
    """The text as both would keep it."""
    return render_markdown(TEXT)


def post_values(number: int, now: datetime) -> dict[str, Any]:
    """The columns of `post-<number>`, but for how it is filed."""
    at = now - timedelta(minutes=number)
    return {
        "title": f"Post {number}",
        "slug": f"post-{number}",
        "content": TEXT,
        "content_html": str(rendered().html),
        "renderer_version": rendered().version,
        "summary": rendered().summary,
        "words": rendered().words,
        "status": "published",
        "published_at": at,
        "created_at": at,
        "updated_at": at,
    }
