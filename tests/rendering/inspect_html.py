"""Reads rendered HTML with another parser than the gate's and holds it to a list of its own.

The list is written out here, apart from the gate's, so that widening the gate fails a test.
"""

import re
from html.parser import HTMLParser

TAGS = set(
    "a abbr blockquote br caption cite code dd del details dl dt em figcaption figure h2 h3 h4 h5"  # noqa: SIM905
    " h6 hr img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table"
    " tbody td th thead tr ul var".split()
)
VOID = {"br", "hr", "img"}
EVERYWHERE = {"id", "lang", "dir"}
ATTRIBUTES = {
    "a": {"href", "title", "rel", "role", "class", "aria-hidden", "tabindex"},
    "abbr": {"title"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "section": {"class", "role"},
    "span": {"class"},
    "sup": {"class"},
    "td": {"colspan", "rowspan", "class"},
    "th": {"colspan", "rowspan", "scope", "class"},
}
CLASSES = set(
    "align-center align-left align-right footnote-back footnote-ref footnotes heading-anchor hl-c"  # noqa: SIM905
    " hl-d hl-f hl-k hl-n hl-s task-box".split()
)
SCHEMES = {"a": {"http", "https", "mailto"}, "img": {"http", "https"}}
# These hold phrasing content only (HTML, 4.3.6 and 4.4.1), so none of the others.
TEXT_ONLY = {"p", "pre", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = TEXT_ONLY | set(
    "blockquote details dl figcaption figure hr li ol section summary table ul".split()  # noqa: SIM905
)
CELLS = {"td", "th", "caption"}


class Inspector(HTMLParser):
    """Collects `faults`, the tags met and the deepest nesting."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.idents: list[str] = []
        self.text = ""
        self.open: list[str] = []
        self.deepest = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._expect(tag in TAGS, f"tag <{tag}>")
        if tag in BLOCKS:
            self._expect(not TEXT_ONLY.intersection(self._here()), f"<{tag}> in {self.open}")
        self._expect(tag != "a" or "a" not in self.open, "<a> in <a>")
        names = [name for name, _ in attrs]
        self._expect(len(names) == len(set(names)), f"twice the same attribute: {names}")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag not in VOID:
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        self._expect(bool(self.open) and self.open[-1] == tag, f"</{tag}> in {self.open[-3:]}")
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl!r}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration {data!r}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data!r}")

    def _here(self) -> list[str]:
        """Return what is open inside the innermost cell of a table."""
        cell = max((i for i, tag in enumerate(self.open) if tag in CELLS), default=-1)
        return self.open[cell + 1 :]

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if (tag, name, value) == ("pre", "tabindex", "0"):
            return  # the gate itself gives it, and writers cannot
        allowed = EVERYWHERE | ATTRIBUTES.get(tag, set())
        self._expect(name in allowed, f"attribute {name} of <{tag}>")
        if name in {"href", "src"}:
            self.addresses.append(value)
            self._expect(_is_harmless(value, SCHEMES.get(tag, set())), f"address {value!r}")
        if name == "class":
            self._expect(set(value.split()) <= CLASSES, f"class {value!r}")
        if name == "id":
            self.idents.append(value)
            self._expect(value.startswith("c-"), f"id {value!r}")

    def _expect(self, fine: bool, fault: str) -> None:
        if not fine:
            self.faults.append(fault)


def inspect(html: str) -> Inspector:
    """Return what `html` consists of, after failing on anything that is not allowed."""
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    assert inspector.faults == [], html[:2_000]
    assert inspector.open == [], html[:2_000]
    return inspector


def _is_harmless(address: str, schemes: set[str]) -> bool:
    """Read an address as browsers do (WHATWG URL): trimmed, without tabs and line ends."""
    read = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21))))).lower()
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", read)
    if scheme:
        return scheme[1] in schemes
    return not read.replace("\\", "/").startswith("//")
