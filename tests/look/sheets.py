"""What the stylesheets of the themes say, read from them."""

from __future__ import annotations

import re
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static"
BLOCK = r"  \[data-theme={}\] \{{\n(.*?)\n  \}}"
PAIR = re.compile(r"light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")


def css(name: str) -> str:
    """A stylesheet of the blog."""
    return (STATIC / "blog" / name).read_text(encoding="utf-8")


def tokens(theme: str) -> dict[str, str]:
    """The tokens of a theme, as they are written; empty when it has no block."""
    found = re.search(BLOCK.format(theme), css("themes.css"), re.DOTALL)
    pairs = re.findall(r"--([a-z0-9]+): (.*?);", found[1]) if found else []
    return dict(pairs)


def colours(theme: str, side: int) -> dict[str, str]:
    """Its colours in light (0) or in dark (1)."""
    pairs = {name: PAIR.fullmatch(value) for name, value in tokens(theme).items()}
    return {name: found[side + 1] for name, found in pairs.items() if found}


def mixed(colour: str, share: float, other: str) -> str:
    """What `color-mix(in srgb, colour share, other)` gives."""
    pairs = zip(*(bytes.fromhex(one[1:]) for one in (colour, other)), strict=True)
    return "#" + bytes(round(share * a + (1 - share) * b) for a, b in pairs).hex()
