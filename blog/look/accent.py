"""The writer's own accent, made readable: where it is too close to the paper, its lightness moves.

Hue stays, chroma gives way only where a screen cannot show both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from blog.look.colours import contrast, from_oklch, luminance, to_oklch
from blog.look.themes import SCHEMES, Paper, theme_named

ENOUGH = 4.5  # WCAG 2.2, 1.4.3
MIDDLE = 0.18  # the luminance that black and white are equally far from
FINEST = 1 / 512  # a step of lightness, less than one byte makes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """What an accent becomes in one scheme. `ratio` is its lowest contrast as it was asked."""

    scheme: str
    asked: str
    shown: str
    ratio: float
    bg: str

    @property
    def is_mended(self) -> bool:
        """Whether it had to change."""
        return self.asked != self.shown

    @property
    def is_darker(self) -> bool:
        """Which way it went."""
        return luminance(self.shown) < luminance(self.asked)


@lru_cache(maxsize=4096)
def shades(theme: str, colour: str) -> tuple[Shade, Shade]:
    """What `colour` (`#rrggbb`) becomes on the light and on the dark paper of a theme."""
    look = theme_named(theme)
    light, dark = (
        Shade(
            scheme=scheme,
            asked=colour,
            shown=mended(colour, paper),
            ratio=least_contrast(colour, paper),
            bg=paper.bg,
        )
        for scheme, paper in zip(SCHEMES, (look.light, look.dark), strict=True)
    )
    return light, dark


def least_contrast(colour: str, paper: Paper) -> float:
    """The lowest contrast of `colour` with anything it lies on."""
    return min(contrast(colour, ground) for ground in paper.grounds)


def mended(colour: str, paper: Paper) -> str:
    """`colour` if it can be read on `paper`, else the nearest lightness of it that can."""
    if least_contrast(colour, paper) >= ENOUGH:
        return colour
    asked = to_oklch(colour)
    end = 0.0 if luminance(paper.bg) > MIDDLE else 1.0
    near, far = asked.lightness, end
    for _ in range(10):
        middle = (near + far) / 2
        if least_contrast(from_oklch(asked._replace(lightness=middle)), paper) >= ENOUGH:
            far = middle
        else:
            near = middle
    return _first_that_holds(colour, far, end, paper)


def _first_that_holds(colour: str, start: float, end: float, paper: Paper) -> str:
    """From `start` on, since bytes are rounded; black or white at `end` always holds."""
    asked = to_oklch(colour)
    steps = int(abs(end - start) / FINEST) + 1
    for step in range(steps):
        moved = start + (end - start) * step / steps
        shade = from_oklch(asked._replace(lightness=moved))
        if least_contrast(shade, paper) >= ENOUGH:
            return shade
    return "#ffffff" if end else "#000000"
