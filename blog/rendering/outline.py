"""The contents list of a text, read from its HTML: what is stored needs no list beside it."""

from __future__ import annotations

import re
from html import unescape

from blog.rendering.headings import Heading
from blog.rendering.sanitize import SafeHtml

# Exact for what the gate gives: lower case, attributes quoted, "<" and ">" in them escaped.
_HEADING = re.compile(r"<h2([^>]*)>(.*?)</h2>", re.DOTALL)
_IDENT = re.compile(r'\bid="([^"]+)"')
_NOTE = re.compile(r'<sup class="footnote-ref">.*?</sup>')
_TAG = re.compile(r"<[^>]*>")


def outline_of(html: SafeHtml) -> list[Heading]:
    """The headings of the second level that have an address and say something, in order."""
    found = []
    for match in _HEADING.finditer(html):
        ident = _IDENT.search(match[1])
        text = " ".join(unescape(_TAG.sub("", _NOTE.sub("", match[2]))).split())
        if ident and text:
            found.append(Heading(2, unescape(ident[1]), text))
    return found
