"""Colours as `#rrggbb`: contrast (WCAG 2.2), and lightness in OKLCH. Pure.

OKLab after Björn Ottosson, "A perceptual color space for image processing" (2020).
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

WRITTEN = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")

type Triple = tuple[float, float, float]


class Oklch(NamedTuple):
    """Lightness 0 to 1, chroma 0 to about 0.37, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def read_colour(text: str) -> str:
    """`#rrggbb` for what somebody wrote: #abc, A1B2C3, … Raises ValueError on anything else."""
    found = WRITTEN.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError(text)
    digits = found[1]
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def to_oklch(colour: str) -> Oklch:
    """The colour in OKLCH."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return Oklch(lightness, math.hypot(a, b), math.atan2(b, a))


def from_oklch(colour: Oklch) -> str:
    """The nearest `#rrggbb` of that lightness and hue: where a screen cannot, chroma gives way."""
    most = 1.0
    if not _fits(colour):
        least = 0.0
        for _ in range(12):  # to a 4096th of the chroma, finer than a byte
            middle = (least + most) / 2
            if _fits(colour._replace(chroma=colour.chroma * middle)):
                least = middle
            else:
                most = middle
        most = least
    red, green, blue = _to_linear(colour._replace(chroma=colour.chroma * most))
    return f"#{_byte(red):02x}{_byte(green):02x}{_byte(blue):02x}"


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _byte(linear: float) -> int:
    linear = min(max(linear, 0.0), 1.0)
    share = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(share * 255)


def _to_linear(colour: Oklch) -> Triple:
    a, b = colour.chroma * math.cos(colour.hue), colour.chroma * math.sin(colour.hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _fits(colour: Oklch) -> bool:
    return all(-1e-4 <= share <= 1 + 1e-4 for share in _to_linear(colour))
