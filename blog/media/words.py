"""The words beside a picture."""

from __future__ import annotations

from blog.media.models import MAX_ALT_CHARS
from kit.text import clean_line


def checked_words(text: str) -> str:
    """`text` as one line that fits its column. Raises UnprintableText."""
    return clean_line(text)[:MAX_ALT_CHARS]
