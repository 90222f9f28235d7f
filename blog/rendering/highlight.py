"""Colours for code: a few classes, five colours for two surfaces, and no inline styles."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from operator import itemgetter

from blog.rendering.languages import ALIASES, GRAMMARS

CLASS_PREFIX = "hl-"

SURFACES = ("#f3efe6", "#24211d")
# Kind of piece -> colour on the light and on the dark surface, each at least 4.5:1 (WCAG 1.4.3).
PALETTE = {
    "k": ("#8a2f5d", "#e79abf"),
    "s": ("#2e6439", "#9ecb8f"),
    "c": ("#6a6257", "#a89f92"),
    "n": ("#8a4b14", "#e3ac72"),
    "f": ("#2b5a8c", "#93bde8"),
    "d": ("#a12d24", "#f0968c"),
}


def known_language(spoken: str) -> str | None:
    """Return our name for what stands behind a fence, None if it is not coloured."""
    name = spoken.lower()
    name = ALIASES.get(name, name)
    return name if name in GRAMMARS else None


def highlight(source: str, language: str) -> str:
    """Return `source` as HTML with spans of classes; `language` from `known_language`."""
    return "".join(_spans(source, language))


def code_css() -> str:
    """Return the stylesheet; the page's `color-scheme` chooses between light and dark."""
    rules = (
        f".{CLASS_PREFIX}{kind} {{ color: light-dark({light}, {dark}); }}"
        for kind, (light, dark) in PALETTE.items()
    )
    return "\n".join([*rules, f".{CLASS_PREFIX}c {{ font-style: italic; }}", ""])


def _spans(source: str, language: str) -> Iterator[str]:
    pieces = (piece for piece in GRAMMARS[language].pieces(source) if piece[1])
    for kind, group in groupby(pieces, key=itemgetter(0)):
        text = escape("".join(piece for _, piece in group), quote=False)
        yield f'<span class="{CLASS_PREFIX}{kind}">{text}</span>' if kind else text
