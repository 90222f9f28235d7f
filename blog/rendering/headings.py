"""Headings of a text, each with an id that a link can point at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from blog.rendering.allowed import ID_PREFIX
from kit.slugs import slugify

SPOKEN = {"text", "code_inline"}
BREAKS = {"softbreak", "hardbreak"}


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` is 2 to 6; `ident` is the id in the page, prefix included."""

    level: int
    ident: str
    text: str


def number_headings(tokens: Sequence[Token], *, anchors: bool) -> tuple[Heading, ...]:
    """Give each heading token its id, and with `anchors` its closing token the anchor's."""
    found: list[Heading] = []
    taken: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        text = spoken(tokens[index + 1].children or ())
        name = _unique(slugify(text, fallback="section"), taken)
        token.attrs["id"] = name
        heading = Heading(max(2, int(token.tag[1])), ID_PREFIX + name, text)
        if anchors:
            tokens[index + 2].meta["anchor"] = heading.ident
        found.append(heading)
    return tuple(found)


def spoken(children: Iterable[Token]) -> str:
    """Return the text of inline tokens as one line."""
    parts = (
        token.content if token.type in SPOKEN else " " if token.type in BREAKS else ""
        for token in children
    )
    return " ".join("".join(parts).split())


def _unique(base: str, taken: dict[str, int]) -> str:
    # Counted, not searched for: 60,000 headings of one name are still quick.
    name, number = base, taken.get(base, 0)
    while name in taken:
        number += 1
        name = f"{base}-{number + 1}"
    taken[base] = number
    taken.setdefault(name, 0)
    return name
