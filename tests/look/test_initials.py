"""The letters that stand for a face can be read, in every tint, theme and accent."""

from __future__ import annotations

import re
from itertools import product

import pytest

from blog.look.accent import mended
from blog.look.colours import contrast
from blog.look.themes import THEMES, Theme
from kit.initials import TINTS
from tests.look.sheets import PAIR, STATIC, colours, css, mixed

WORDS = 4.5
SHEETS = {"blog": css("themes.css"), "app": (STATIC / "app/studio.css").read_text()}


def tints(sheet: str) -> list[str]:
    """The tokens that the letters are tinted with, in their order."""
    return re.findall(r"--tint: var\(--([a-z]+)\)", SHEETS[sheet])


def readable(tint: str, paper: str, ink: str) -> float:
    return contrast(mixed(tint, 0.65, ink), mixed(tint, 0.15, paper))


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_tint_has_its_rule(sheet: str) -> None:
    assert len(tints(sheet)) == TINTS
    rule = re.search(r"\.initials \{ ([^}]*)\}", SHEETS[sheet])
    assert rule
    assert "srgb, var(--tint) 15%" in rule[1] and "srgb, var(--tint) 65%" in rule[1]


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_they_can_be_read_in_a_theme_whatever_its_accent(theme: Theme) -> None:
    for side, paper in enumerate((theme.light, theme.dark)):
        here = colours(theme.key, side)
        wanted = ("#ffff00", "#000000", "#ffffff", "#808080", "#ff0000", "#00ff00", "#0000ff")
        shades = [here[name] for name in tints("blog")]
        for tint in [*shades, *(mended(colour, paper) for colour in wanted)]:
            assert readable(tint, here["bg"], here["text"]) >= WORDS, tint


def test_they_can_be_read_in_the_app() -> None:
    said = (STATIC / "app/tokens.css").read_text()
    pairs = re.findall(r"--([a-z-]+): (light-dark\([^;]+);", said)
    known = {name: found for name, value in pairs if (found := PAIR.fullmatch(value))}
    for name, side in product(tints("app"), (1, 2)):
        tint, sheet, ink = (known[one][side] for one in (name, "sheet", "ink"))
        assert readable(tint, sheet, ink) >= WORDS, name
