"""What is stored beside a text: its HTML, and what lists say about it."""

from __future__ import annotations

from typing import Any

from blog.actions.inputs import PageInput, PostInput
from blog.models import Post
from blog.rendering import Rendered, render_markdown
from kit.text import clean_line, clean_text


def page_fields(data: PageInput) -> dict[str, Any]:
    """Columns of a page that follow from `data`. Raises SourceTooLarge, UnprintableText."""
    columns, _rendered = _text_fields(data.title, data.content)
    place = {"in_navigation": data.in_navigation, "position": data.position}
    return {**columns, **{name: said for name, said in place.items() if said is not None}}


def post_fields(data: PostInput) -> dict[str, Any]:
    """Columns of a post that follow from its words. Raises SourceTooLarge, UnprintableText."""
    columns, rendered = _text_fields(data.title, data.content)
    return {
        **columns,
        "excerpt": clean_line(data.excerpt),
        "summary": rendered.summary,
        "words": rendered.words,
        "language": data.language,
        "canonical": data.canonical,
        "shared_words": clean_line(data.shared_words),
        "shared_picture": data.shared_picture,
    } | ({"visibility": data.visibility} if data.visibility else {})


def rendered(post: Post) -> list[str]:
    """Give `post` its HTML where its source alone was kept; returns the columns that changed."""
    if post.renderer_version:
        return []
    made = render_markdown(post.content)
    post.content_html, post.renderer_version = str(made.html), made.version
    post.summary, post.words = made.summary, made.words
    return ["content_html", "renderer_version", "summary", "words"]


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
