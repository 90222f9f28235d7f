"""The words of a text: all of them, and its beginning."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from blog.rendering.allowed import BLOCK, TABLE_PARTS
from blog.rendering.inserts import Inserts
from blog.rendering.sanitize import SafeHtml
from kit.text import excerpt_from

SUMMARY_CHARS = 200

# Exact for what the gate gives: it escapes "<" and ">" in text and in attributes.
_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
_CELLS = frozenset({"td", "th"})
_BREAKING = (BLOCK | TABLE_PARTS) - _CELLS
_NOTE_MARKS = re.compile(
    r'<sup class="footnote-ref">.*?</sup>|<a [^>]*role="doc-backlink"[^>]*>.*?</a>'
)
_NOTES = '<section class="footnotes"'
_FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)
_BLANK_LINES = re.compile(r"\n{2,}")


@dataclass(frozen=True, slots=True)
class Words:
    """`plain` is all text, a blank line between blocks; `summary` its first prose, one line."""

    plain: str
    summary: str


def words_of(gated: SafeHtml, inserts: Inserts) -> Words:
    """Read the words of HTML that passed the gate but has its inserts still open."""
    unmarked = _NOTE_MARKS.sub("", gated)
    body = unmarked.partition(_NOTES)[0]
    prose = _beginning(body, inserts)
    plain = _text(unmarked, inserts.fill_text)
    return Words(plain, excerpt_from(prose or plain, SUMMARY_CHARS))


def _beginning(body: str, inserts: Inserts) -> str:
    prose = ""
    for paragraph in _PARAGRAPH.finditer(body):
        prose = f"{prose} {_text(paragraph[1], inserts.fill_line)}".strip()
        if len(prose) > SUMMARY_CHARS:
            break
    return prose


def _text(markup: str, fill: Callable[[str], str]) -> str:
    spaced = _TAG.sub(_white_space, markup.replace(">\n<", "><"))
    lines = html.unescape(fill(spaced)).split("\n")
    return _BLANK_LINES.sub("\n\n", "\n".join(map(str.rstrip, lines))).strip()


def _white_space(tag: re.Match[str]) -> str:
    if tag[2] in _CELLS:
        return " " if tag[1] else ""
    if tag[2] == "br":
        return "\n"
    return "\n\n" if tag[2] in _BREAKING else ""


def plain_of(stored: str, chars: int) -> str:
    """The text in the first `chars` of stored HTML, without formulas and marks of notes."""
    if len(stored) > chars:
        stored = stored[:chars].rpartition("<")[0]
    unmarked = _FORMULA.sub(" ", _NOTE_MARKS.sub("", stored))
    return html.unescape(_TAG.sub(_white_space, unmarked.replace(">\n<", "><"))).strip()
