"""Markdown to safe HTML."""

from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it.token import Token

from blog.rendering.budget import MAX_HTML_CHARS, MAX_LINES, Budget, TooMuch
from blog.rendering.excerpts import words_of
from blog.rendering.headings import Heading, number_headings
from blog.rendering.inserts import Inserts
from blog.rendering.parser import blog_markdown
from blog.rendering.sanitize import SafeHtml, Trust, sanitize, vouch_for
from kit.text import count_words

# Raise it when the same source would give other HTML: stored HTML is then made anew.
RENDERER_VERSION = 1
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
    inserts = Inserts()
    env: dict[str, Any] = {"inserts": inserts, "budget": Budget()}
    try:
        markup, headings = _formatted(source, env)
    except (TooMuch, RecursionError):
        env["simplified"] = True
        markup, headings = _unformatted(source), ()
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


def _printable(source: str) -> str:
    # Lone surrogates cannot be encoded; forms refuse them, imports may not have asked.
    encoded = source.encode("utf-8", "replace")
    if len(encoded) > MAX_SOURCE_BYTES:
        raise SourceTooLarge(len(encoded))
    return encoded.decode("utf-8")


def _formatted(source: str, env: dict[str, Any]) -> tuple[str, tuple[Heading, ...]]:
    if source.count("\n") + source.count("\r") > MAX_LINES:
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


def _unformatted(source: str) -> str:
    paragraphs = "\n".join(source.splitlines()).split("\n\n")
    return "".join(
        f"<p>{escape(text, quote=False).replace('\n', '<br>\n')}</p>\n"
        for text in (paragraph.strip("\n") for paragraph in paragraphs)
        if text.strip()
    )
