"""A language in which every string of the product stands in brackets, ⟦like this⟧."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.utils.translation import trans_real

OPEN, SHUT = "⟦", "⟧"
CONTEXT = "\x04"  # what gettext puts between a context and its message
ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "label"}
UNSAID = {"script", "style", "code", "pre", "kbd", "svg", "textarea"}
NEVER_CLOSED = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
WORD = re.compile(r"[^\W\d_]{2,}")
ADDRESS = re.compile(r"\S*/\S*|\S+@\S+|\S+\.localhost\S*")


class Pseudo(trans_real.DjangoTranslation):
    """English, marked: what comes out without brackets never went through gettext."""

    def gettext(self, message: str) -> str:
        return OPEN + message.rpartition(CONTEXT)[2] + SHUT if message else ""

    def ngettext(self, singular: str, plural: str, number: float) -> str:
        return self.gettext(singular if number == 1 else plural)


class PseudoForReaders(Pseudo):
    """The same of what `known` holds; the rest is English, and so without brackets."""

    known: frozenset[str] = frozenset()

    def gettext(self, message: str) -> str:
        plain = message.rpartition(CONTEXT)[2]
        return super().gettext(message) if plain in self.known else plain


class _Said(HTMLParser):
    """What a page says to people outside of any brackets."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.depth = 0
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            button = tag == "input" and name == "value" and given.get("type") == "submit"
            if name in ATTRIBUTES or button or (tag, name) == ("meta", "description"):
                self.found += outside(value, 0)[0]
        foreign = given.get("lang", "en") != "en" or given.get("translate") == "no"
        if tag not in NEVER_CLOSED and (self.silent or tag in UNSAID or foreign):
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag in self.silent:
            while self.silent.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.silent:
            said, self.depth = outside(data, self.depth)
            self.found += said


def unmarked(html: str) -> list[str]:
    """The pieces of text, and of attributes that are read out, that stand outside of brackets.

    A sentence may have links in it, so brackets go on from one piece of text to the next.
    """
    page = _Said()
    page.feed(html)
    page.close()
    return page.found


def outside(text: str, depth: int) -> tuple[list[str], int]:
    """The pieces of `text` with a word in them at depth 0 of brackets, and the depth afterwards."""
    pieces = [""]
    for character in text:
        depth += (character == OPEN) - (character == SHUT)
        if depth == 0 and character != SHUT:
            pieces[-1] += character
        elif pieces[-1]:
            pieces.append("")
    return [piece.strip() for piece in pieces if WORD.search(piece)], depth


def without(pieces: list[str], known: frozenset[str] | set[str]) -> Iterator[str]:
    """Those of `pieces` that still have a word when what people themselves wrote is taken out."""
    for piece in pieces:
        rest = ADDRESS.sub("", piece)
        if piece in known or not WORD.search(rest):
            continue
        for words in known:
            rest = rest.replace(words, "")
        if WORD.search(rest):
            yield piece
