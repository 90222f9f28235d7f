"""Pure: the addresses in a page, changed one by one, and what needs a server left out.

Only the values of attributes change; every other byte of the page stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser

type Change = Callable[[str], str]

LIVE = "data-live"  # on an element that does nothing without the server: a form, "Sign in"
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
_ADDRESS = re.compile(r"""(\s(?:href|src|poster)\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SRCSET = re.compile(r"""(\s(?:srcset|imagesrcset)\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def rewritten(html: str, change: Change) -> str:
    """`html` with `change` applied to each link, and without what needs a server.

    The canonical address stays, as do those in <meta>: other sites read them.
    """
    walk = _Walk(change)
    walk.feed(html)
    walk.close()
    return "".join(walk.out)


def addresses(html: str) -> list[str]:
    """Every link of the page that is outside what would be left out."""
    found: list[str] = []

    def note(address: str) -> str:
        found.append(address)
        return address

    rewritten(html, note)
    return found


class _Walk(HTMLParser):
    def __init__(self, change: Change) -> None:
        super().__init__(convert_charrefs=False)
        self.change = change
        self.out: list[str] = []
        self._leaving = 0  # how deep inside an element that is left out

    def _write(self, text: str) -> None:
        if not self._leaving:
            self.out.append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        live = any(name == LIVE for name, _value in attrs)
        if tag in _VOID:
            if not live:
                self._write(self._tag(tag, attrs))
        elif live or self._leaving:
            self._leaving += 1
        else:
            self._write(self._tag(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._write(self._tag(tag, attrs))  # in MathML and SVG

    def handle_endtag(self, tag: str) -> None:
        if self._leaving and tag not in _VOID:
            self._leaving -= 1
        else:
            self._write(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._write(f"<!{decl}>")

    def _tag(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        text = self.get_starttag_text() or ""
        if tag == "link" and ("rel", "canonical") in attrs:
            return text
        text = _sub(_ADDRESS, text, self.change)
        return _sub(_SRCSET, text, self._each)

    def _each(self, srcset: str) -> str:
        pairs = [candidate.split(None, 1) for candidate in srcset.split(",") if candidate.strip()]
        return ", ".join(" ".join([self.change(address), *rest]) for address, *rest in pairs)


def _sub(pattern: re.Pattern[str], text: str, change: Change) -> str:
    def one(found: re.Match[str]) -> str:
        value = found[2] if found[2] is not None else found[3]
        return f'{found[1]}"{escape(change(unescape(value)))}"'

    return pattern.sub(one, text)
