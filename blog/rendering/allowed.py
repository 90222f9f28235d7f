"""What a writer's HTML may consist of: one table for tidying, for the gate and for its tests."""

import re


def _names(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


ID_PREFIX = "c-"
SCHEMES = frozenset({"http", "https", "mailto"})
PICTURE_SCHEMES = frozenset({"http", "https"})

VOID = frozenset({"br", "hr", "img"})
PHRASING = _names("a abbr cite code del em ins kbd mark q s samp small strong sub sup var")
# Each of these ends an open paragraph (HTML, "closes a p element").
BLOCK = _names(
    "blockquote dd details dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre section summary"
    " table ul"
)
TABLE_PARTS = frozenset({"caption", "thead", "tbody", "tr", "th", "td"})
TAGS = VOID | PHRASING | BLOCK | TABLE_PARTS

# Old and equal names, written by the one that stays.
ALIASES = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "tt": "code",
    "h1": "h2",
    "tfoot": "tbody",
}

EVERYWHERE = frozenset({"id", "lang", "dir"})
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "del": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "title", "width", "height"}),
    "ins": frozenset({"datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan"}),
}
# Attributes with a fixed list of values, most of them written by our own Markdown renderer.
VALUES: dict[str, dict[str, frozenset[str]]] = {
    "a": {"role": frozenset({"doc-noteref", "doc-backlink"})},
    "img": {"loading": frozenset({"lazy"}), "decoding": frozenset({"async"})},
    "section": {"role": frozenset({"doc-endnotes"})},
    "th": {"scope": frozenset({"col", "row", "colgroup", "rowgroup"})},
}
_ALIGNED = frozenset({"align-left", "align-center", "align-right"})
CLASSES: dict[str, frozenset[str]] = {
    "a": frozenset({"footnote-back"}),
    "section": frozenset({"footnotes"}),
    "sup": frozenset({"footnote-ref"}),
    "td": _ALIGNED,
    "th": _ALIGNED,
}
# What tidying adds to every such tag.
ADDED: dict[str, dict[str, str]] = {"img": {"loading": "lazy", "decoding": "async"}}

REL = {
    "writer": "noopener noreferrer",
    "reader": "nofollow ugc noopener noreferrer",
}

NUMBER = re.compile(r"[0-9]{1,5}", re.ASCII)
IDENT = re.compile(r"[\w.:-]{1,200}")
LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}", re.ASCII)
DIRECTIONS = frozenset({"ltr", "rtl", "auto"})
