"""A writer's accent is readable on every theme, whatever was asked for."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.look.accent import ENOUGH, least_contrast, mended, shades
from blog.look.colours import to_oklch
from blog.look.sheet import AccentSheet
from blog.look.themes import FERN, FOLIO, SIGNAL, THEMES, Paper
from tests.look.test_colours import any_colour

PAPERS = [paper for theme in THEMES.values() for paper in (theme.light, theme.dark)]


@given(any_colour, st.sampled_from(PAPERS))
def test_any_colour_ends_readable(colour: str, paper: Paper) -> None:
    shown = mended(colour, paper)
    assert least_contrast(shown, paper) >= ENOUGH
    assert mended(shown, paper) == shown, "what was mended is not mended again"


@given(any_colour, st.sampled_from(PAPERS))
def test_what_can_be_read_is_left_alone(colour: str, paper: Paper) -> None:
    if least_contrast(colour, paper) >= ENOUGH:
        assert mended(colour, paper) == colour


@given(any_colour, st.sampled_from(PAPERS))
def test_it_moves_no_further_than_it_must(colour: str, paper: Paper) -> None:
    shown = mended(colour, paper)
    if shown != colour:
        assert least_contrast(shown, paper) < ENOUGH * 1.06


@given(any_colour, st.sampled_from(PAPERS))
def test_the_hue_stays(colour: str, paper: Paper) -> None:
    asked, shown = to_oklch(colour), to_oklch(mended(colour, paper))
    if shown.chroma > 0.05:  # of a grey it means nothing
        turned = abs(asked.hue - shown.hue) % math.tau
        assert min(turned, math.tau - turned) < 0.12


@pytest.mark.parametrize(
    ("theme", "colour", "light", "dark"),
    [
        ("folio", "#ffe680", "#806c00", "#ffe680"),  # a yellow: far too pale on paper
        ("folio", "#000000", "#000000", "#888888"),
        ("folio", "#ffffff", "#6d6d6d", "#ffffff"),
        ("folio", "#0000ff", "#0000ff", "#4b82ff"),
        ("folio", "#ff0000", "#dc0000", "#ff3b2d"),  # a little too bright, a little too dim
        ("fern", "#ffe680", "#7d6900", "#ffe680"),
    ],
)
def test_each_scheme_is_mended_for_itself(theme: str, colour: str, light: str, dark: str) -> None:
    assert [shade.shown for shade in shades(theme, colour)] == [light, dark]


def test_the_themes_own_accents_need_no_mending() -> None:
    for theme in (FOLIO, SIGNAL, FERN):
        for paper in (theme.light, theme.dark):
            assert mended(paper.accent, paper) == paper.accent


def test_an_address_says_what_its_sheet_holds() -> None:
    sheet = AccentSheet.of("fern", "#ffe680")
    assert AccentSheet.read(sheet.name) == sheet
    assert sheet.is_current
    assert "light-dark(#7d6900, #ffe680)" in sheet.css
    other = AccentSheet.read("fern-ffe680.00000000")
    assert not other.is_current
    assert other.css == sheet.css
    for name in ("gone-ffe680.00000000", "fern-zzz.00000000"):
        with pytest.raises(ValueError):  # its message is what was written
            AccentSheet.read(name)
