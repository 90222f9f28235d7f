"""Markdown to HTML that is safe to print: parse, tidy, gate, then our own markup.

Knows no models and no Django. `render_markdown` for texts, `sanitize` for HTML from elsewhere.
"""

from blog.rendering.excerpts import plain_of
from blog.rendering.headings import Heading
from blog.rendering.markdown import (
    MAX_SOURCE_BYTES,
    RENDERER_VERSION,
    Rendered,
    SourceTooLarge,
    render_markdown,
)
from blog.rendering.outline import outline_of
from blog.rendering.sanitize import SANITIZER_EPOCH, SafeHtml, Trust, sanitize

__all__ = [
    "MAX_SOURCE_BYTES",
    "RENDERER_VERSION",
    "SANITIZER_EPOCH",
    "Heading",
    "Rendered",
    "SafeHtml",
    "SourceTooLarge",
    "Trust",
    "outline_of",
    "plain_of",
    "render_markdown",
    "sanitize",
]
