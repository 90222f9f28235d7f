"""What is stored beside a text: its HTML, and what lists say about it."""

from __future__ import annotations

from typing import Any

from blog.actions.inputs import PageInput, PostInput
from blog.rendering import Rendered, render_markdown
from kit.text import clean_line, clean_text


def page_fields(data: PageInput) -> dict[str, Any]:
    """Columns of a page that follow from `data`. Raises SourceTooLarge, UnprintableText."""
    columns, _rendered = _text_fields(data.title, data.content)
    return {**columns, "in_navigation": data.in_navigation, "position": data.position}


def post_fields(data: PostInput) -> dict[str, Any]:
    """Columns of a post that follow from its words. Raises SourceTooLarge, UnprintableText."""
    columns, rendered = _text_fields(data.title, data.content)
    return {
        **columns,
        "excerpt": clean_line(data.excerpt),
        "summary": rendered.summary,
        "words": rendered.words,
        "language": data.language,
    }


def _text_fields(title: str, content: str) -> tuple[dict[str, Any], Rendered]:
    content = clean_text(content)
    rendered = render_markdown(content)
    columns = {
        "title": clean_line(title),
        "content": content,
        "content_html": str(rendered.html),
        "renderer_version": rendered.version,
    }
    return columns, rendered
