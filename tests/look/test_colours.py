"""Contrast and OKLCH."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.look.colours import contrast, from_oklch, luminance, read_colour, to_oklch

any_colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("#1f6b45", "#1f6b45"),
        ("1F6B45", "#1f6b45"),
        ("  #abc ", "#aabbcc"),
        ("ABC", "#aabbcc"),
    ],
)
def test_a_colour_may_be_written_in_several_ways(written: str, read: str) -> None:
    assert read_colour(written) == read


@pytest.mark.parametrize(
    "written", ["", "#", "#12", "#12345", "#1234567", "red", "#ggg", "rgb(1,2,3)", "#12345６"]
)
def test_nothing_else_is_a_colour(written: str) -> None:
    with pytest.raises(ValueError):  # its message is what was written
        read_colour(written)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_as_wcag_counts_it(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert round(contrast(one, other), 2) == ratio


def test_known_colours_in_oklch() -> None:
    assert to_oklch("#ffffff").lightness == pytest.approx(1, abs=1e-4)
    assert to_oklch("#000000").lightness == pytest.approx(0, abs=1e-4)
    red = to_oklch("#ff0000")
    assert red.lightness == pytest.approx(0.628, abs=1e-3)
    assert red.chroma == pytest.approx(0.2577, abs=1e-3)


@given(any_colour)
def test_there_and_back(colour: str) -> None:
    assert from_oklch(to_oklch(colour)) == colour


# Bytes are coarsest next to black: half a step of all three is this light.
HALF_A_BYTE = (0.5 / 255 / 12.92) ** (1 / 3) + 1e-3  # 0.0543


@given(any_colour, st.floats(0, 1))
def test_any_lightness_is_a_colour_of_about_that_lightness(colour: str, lightness: float) -> None:
    moved = from_oklch(to_oklch(colour)._replace(lightness=lightness))
    assert 0 <= luminance(moved) <= 1
    assert to_oklch(moved).lightness == pytest.approx(lightness, abs=HALF_A_BYTE)
