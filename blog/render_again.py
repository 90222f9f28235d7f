"""Make the HTML of texts again from their Markdown, which is the truth."""

from __future__ import annotations

from typing import cast

from django.db import models

from blog.actions.changed import all_words_changed, blog_changed, listings_changed
from blog.models import Page, Post
from blog.rendering import RENDERER_VERSION, render_markdown

AT_A_TIME = 100
COLUMNS: dict[type[Post] | type[Page], list[str]] = {
    Post: ["content_html", "renderer_version", "summary", "words"],
    Page: ["content_html", "renderer_version"],
}


def render_again(*, below: int | None = None) -> int:
    """Render what a renderer older than version `below` made, else all; returns how many texts.

    In the open blog's transaction. Rows are locked by the hundred, so that a writer who saves
    meanwhile is not overwritten. Summaries stand in discover as well, and search reads the HTML.
    """
    made = sum(_render(model, below) for model in COLUMNS)
    if made:
        blog_changed()
        listings_changed()
        all_words_changed()
    return made


def render_old() -> int:
    """Render what this release would make otherwise."""
    return render_again(below=RENDERER_VERSION)


def _render(model: type[Post] | type[Page], below: int | None) -> int:
    last, made = 0, 0
    # Both are texts; Django's types know no common ground of the two managers.
    texts = cast("models.QuerySet[Post]", model.objects.all())
    if below is not None:
        texts = texts.filter(renderer_version__lt=below)
    texts = texts.select_for_update(no_key=True).order_by("pk")
    while rows := list(texts.filter(pk__gt=last)[:AT_A_TIME]):
        for row in rows:
            _give(row, COLUMNS[model])
        texts.model._default_manager.bulk_update(rows, COLUMNS[model])
        last, made = rows[-1].pk, made + len(rows)
    return made


def _give(row: Post, columns: list[str]) -> None:
    rendered = render_markdown(row.content)
    values = {
        "content_html": str(rendered.html),
        "renderer_version": rendered.version,
        "summary": rendered.summary,
        "words": rendered.words,
    }
    for column in columns:
        setattr(row, column, values[column])
