"""Markdown to safe HTML."""

from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it.token import Token

from blog.rendering.budget import MAX_HTML_CHARS, MAX_LINES, Budget, TooMuch
from blog.rendering.excerpts import SUMMARY_CHARS, words_of
from blog.rendering.headings import Heading, number_headings
from blog.rendering.inserts import Inserts
from blog.rendering.parser import blog_markdown
from blog.rendering.sanitize import SafeHtml, Trust, sanitize, vouch_for
from kit.text import count_words, excerpt_from

# Raise it when the same source would give other HTML: `manage.py render` makes the stored anew.
RENDERER_VERSION = 3
MAX_SOURCE_BYTES = 1_000_000


class SourceTooLarge(ValueError):
    """The Markdown is longer than MAX_SOURCE_BYTES in UTF-8."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(f"{size:,} bytes of text; at most {MAX_SOURCE_BYTES:,} can be shown")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One text, ready to store.

    `plain` is its words without markup, `summary` their beginning (at most 200 characters, one
    line), `words` their number as `kit.text.count_words` counts. `simplified` tells that a part
    was too intricate to format and is shown as the plain text it is.
    """

    html: SafeHtml
    plain: str
    summary: str
    words: int
    headings: tuple[Heading, ...]
    version: int
    simplified: bool


def render_markdown(source: str, *, trust: Trust = "writer") -> Rendered:
    """Render `source`, whoever wrote it; `trust` as for `sanitize`.

    Raises SourceTooLarge above MAX_SOURCE_BYTES. The work is bounded by counts (see budget), so
    the same source gives the same result anywhere.
    """
    source = _printable(source)
    try:
        return _formatted(source, trust)
    except (TooMuch, RecursionError):
        return _unformatted(source)


def _formatted(source: str, trust: Trust) -> Rendered:
    inserts = Inserts()
    env: dict[str, Any] = {"inserts": inserts, "budget": Budget()}
    markup, headings = _markup(source, env)
    gated = sanitize(markup, trust=trust)
    words = words_of(gated, inserts)
    return Rendered(
        html=vouch_for(inserts.fill_html(gated)),
        plain=words.plain,
        summary=words.summary,
        words=count_words(words.plain),
        headings=headings,
        version=RENDERER_VERSION,
        simplified=env.get("simplified", False),
    )


def _unformatted(source: str) -> Rendered:
    """Return the source in paragraphs, every character as it was typed."""
    paragraphs = (part.strip("\n") for part in _lines(source).split("\n\n"))
    return Rendered(
        html=vouch_for("".join(_as_typed(part) for part in paragraphs if part.strip())),
        plain=source.strip(),
        summary=excerpt_from(source, SUMMARY_CHARS),
        words=count_words(source),
        headings=(),
        version=RENDERER_VERSION,
        simplified=True,
    )


def _as_typed(paragraph: str) -> str:
    return f"<p>{escape(paragraph, quote=False).replace('\n', '<br>\n')}</p>\n"


def _printable(source: str) -> str:
    # Forms refuse NUL and lone surrogates; imports may not have asked.
    encoded = source.replace("\0", "\ufffd").encode("utf-8", "replace")
    if len(encoded) > MAX_SOURCE_BYTES:
        raise SourceTooLarge(len(encoded))
    return encoded.decode("utf-8")


def _lines(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _markup(source: str, env: dict[str, Any]) -> tuple[str, tuple[Heading, ...]]:
    if _lines(source).count("\n") > MAX_LINES:
        raise TooMuch
    markdown = blog_markdown()
    tokens = markdown.parse(source, env)
    headings = number_headings(tokens, anchors=not _has_raw_links(tokens))
    markup: str = markdown.renderer.render(tokens, markdown.options, env)
    if len(markup) > MAX_HTML_CHARS:
        raise TooMuch
    return markup, headings


def _has_raw_links(tokens: list[Token]) -> bool:
    """Say whether a hand-written <a> may enclose headings, whose own links cannot stand in it."""
    raw = (
        piece.content
        for token in tokens
        for piece in (token, *(token.children or ()))
        if piece.type in {"html_block", "html_inline"}
    )
    return any("<a" in content.lower() for content in raw)
