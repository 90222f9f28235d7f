"""The few bytes of CSS that carry a writer's accent, at an address that names its content.

So the policy needs no inline style, a page asks nobody for it, and a browser asks once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from blog.look.accent import shades
from blog.look.colours import read_colour
from blog.look.themes import THEMES


@dataclass(frozen=True, slots=True)
class AccentSheet:
    """One theme in one accent; `digest` is what its address says that it holds."""

    theme: str
    colour: str  # #rrggbb
    digest: str

    @classmethod
    def of(cls, theme: str, colour: str) -> AccentSheet:
        """The sheet as it is made today."""
        return cls(theme, colour, _digest(theme, colour))

    @classmethod
    def read(cls, name: str) -> AccentSheet:
        """From its name in an address; ValueError when there is no such theme or colour."""
        key, _, rest = name.partition("-")
        digits, _, digest = rest.partition(".")
        if key not in THEMES:
            raise ValueError(name)
        return cls(key, read_colour(digits), digest)

    @property
    def name(self) -> str:
        """As its address has it."""
        return f"{self.theme}-{self.colour[1:]}.{self.digest}"

    @property
    def is_current(self) -> bool:
        """Whether the address was made from what would be sent today."""
        return self.digest == _digest(self.theme, self.colour)

    @property
    def css(self) -> str:
        """Its words; on a page of that theme, or on an element that quotes one."""
        return _css(self.theme, self.colour)


def _css(theme: str, colour: str) -> str:
    light, dark = shades(theme, colour)
    pair = f"light-dark({light.shown}, {dark.shown})"
    return f"@layer theme {{ [data-theme={theme}][data-theme] {{ --accent: {pair} }} }}\n"


@lru_cache(maxsize=4096)
def _digest(theme: str, colour: str) -> str:
    return blake2b(_css(theme, colour).encode(), digest_size=4).hexdigest()
