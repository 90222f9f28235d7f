"""Loose HTML to well-nested HTML, in one pass and linear time, before the gate parses it.

The gate (nh3) repairs markup as browsers do, and that has a price: a formatting tag left open is
opened again in each block that follows (9 kB made 7 MB), and ten thousand open blocks take
minutes, and so does a text of 240,000 "&". So what reaches it is already balanced, at most
`MAX_DEPTH` deep, with no tag in a place where a browser would move it, and with a stand-in for "&".
This is not the gate: it decides how tags nest, never what is safe.
"""

import re
from collections.abc import Iterator
from html import unescape

from blog.rendering.allowed import ADDED, ALIASES, BLOCK, ID_PREFIX, TAGS, VOID

MAX_DEPTH = 80
# A noncharacter, which no text may hold, stands for "&amp;" until the gate is passed.
AMPERSAND = "\ufdd0"
MAX_VALUE_CHARS = 2_048
MAX_ATTRIBUTES = 12

# A "<", and what it begins. Possessive: nothing here is ever tried twice.
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*+)((?:[^<>"']|"[^"]*+"|'[^']*+')*+)>""")
_DECLARATION = re.compile(r"<[!?][^<>]*+>")
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?"""
)
# Their content is no text: it goes with the tag.
_WITH_CONTENT = re.compile(
    r"script|style|textarea|title|template|noscript|noembed|noframes|iframe|xmp|svg|math|object"
    r"|select",
)
# Parsers take one line end from the start of a <pre>, at each reading one more.
_PRE = re.compile(r"(<pre(?: [^<>]*+)?+>)[\r\n]++")
# What a tag needs as its parent, among what is open; other open tags up to there are closed.
_PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "summary": {"details"},
    "figcaption": {"figure"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tr": {"table", "thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
}
# Nothing but parts of the table may stand directly in these.
_TABLE_FRAME = {"table", "thead", "tbody", "tr"}
_CELLS = {"td", "th", "caption"}
# Text only: a block that starts inside of these ends them.
_TEXT_ONLY = {"p", "pre", "h2", "h3", "h4", "h5", "h6"}


def tidy(html: str) -> str:
    """Return `html` with its known tags balanced, unknown ones dropped and stray "<" escaped.

    In its text AMPERSAND stands for "&amp;".
    """
    return _PRE.sub(r"\1", "".join(_Tidy(html).pieces()))


class _Tidy:
    def __init__(self, html: str) -> None:
        self.html = html
        self.open: list[str] = []
        self.idents: set[str] = set()
        self.missing: set[str] = set()

    def pieces(self) -> Iterator[str]:
        pos, html = 0, self.html
        while (start := html.find("<", pos)) >= 0:
            yield _text(html[pos:start])
            if match := _TAG.match(html, start):
                pos = match.end()
                yield from self._tag(match)
                if not match[1]:
                    pos = self._after_content(match[2].lower(), pos)
            else:
                pos = self._after_declaration(start)
                if pos == start:
                    yield "&lt;"
                    pos += 1
        yield _text(html[pos:])
        yield from self._close_to(0)

    def _tag(self, match: re.Match[str]) -> Iterator[str]:
        name = match[2].lower()
        name = ALIASES.get(name, name)
        if name in TAGS:
            yield from self._end(name) if match[1] else self._start(name, match[3])

    def _start(self, name: str, attributes: str) -> Iterator[str]:
        level = self._level_for(name)
        if level is None or (level >= MAX_DEPTH and name not in VOID):
            return
        yield from self._close_to(level)
        yield f"<{name}{self._attributes(name, attributes)}>"
        if name not in VOID:
            self.open.append(name)

    def _level_for(self, name: str) -> int | None:
        """Return how many of the open tags stay open around `name`; None where it cannot stand."""
        if name in _PARENTS:
            return self._level_in_parent(name)
        if self.open and self.open[-1] in _TABLE_FRAME:
            return None
        if name == "a":
            level = self._level_outside({"a"})
            return None if "a" in self.open[:level] else level
        return self._level_outside(_TEXT_ONLY) if name in BLOCK else len(self.open)

    def _level_in_parent(self, name: str) -> int | None:
        parents, inner = _PARENTS[name], _CELLS if name not in _CELLS else set()
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index] in parents:
                return index + 1
            if self.open[index] == "table" or self.open[index] in inner:
                return None
        return None

    def _level_outside(self, names: set[str]) -> int:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index] in names:
                return index
            if self.open[index] in _CELLS:
                break
        return len(self.open)

    def _end(self, name: str) -> Iterator[str]:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index] == name:
                yield from self._close_to(index)
                return
            # Like browsers: an end tag outside of a cell or a table does not end it.
            if self.open[index] in _CELLS and name not in _TABLE_FRAME | _CELLS:
                return
            if self.open[index] == "table":
                return

    def _close_to(self, level: int) -> Iterator[str]:
        while len(self.open) > level:
            yield f"</{self.open.pop()}>"

    def _attributes(self, tag: str, source: str) -> str:
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(source):
            value = match[2] or match[3] or match[4] or ""
            if len(value) <= MAX_VALUE_CHARS and len(found) < MAX_ATTRIBUTES:
                found.setdefault(match[1].lower(), value)
        if self._is_repeated(found.get("id")):
            del found["id"]
        found |= ADDED.get(tag, {})
        return "".join(f' {name}="{_quoted(value)}"' for name, value in found.items())

    def _is_repeated(self, ident: str | None) -> bool:
        if ident is None:
            return False
        ident = ident.removeprefix(ID_PREFIX)
        known = ident in self.idents
        self.idents.add(ident)
        return known

    def _after_content(self, name: str, pos: int) -> int:
        """Return the position behind the content and end tag of a script and its like."""
        if name in self.missing or not _WITH_CONTENT.fullmatch(name):
            return pos
        end = re.compile(rf"</{name}[^<>]*+>", re.IGNORECASE).search(self.html, pos)
        if end:
            return end.end()
        self.missing.add(name)
        return pos

    def _after_declaration(self, start: int) -> int:
        """Return the position behind a comment or a declaration; `start` if there is none."""
        if self.html.startswith("<!--", start):
            end = -1 if "-->" in self.missing else self.html.find("-->", start + 2)
            if end >= 0:
                return end + len("-->")
            self.missing.add("-->")
            return start
        match = _DECLARATION.match(self.html, start)
        return match.end() if match else start


def _text(source: str) -> str:
    text = unescape(source) if "&" in source else source
    return _angles(text.replace(AMPERSAND, "\ufffd").replace("&", AMPERSAND))


def _quoted(value: str) -> str:
    return _angles(value.replace(AMPERSAND, "\ufffd").replace('"', "&quot;"))


def _angles(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")
