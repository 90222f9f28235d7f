"""The themes. What a page looks like stands in static/blog/themes.css; here is what Python must
know of each. A test holds the two together; docs/design.md says how to add one.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SCHEMES = ("light", "dark")  # what a blog may insist on; else each reader's system decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What words and links lie on in one scheme, and the theme's own accent there."""

    bg: str
    surface: str
    accent: str

    @property
    def grounds(self) -> tuple[str, str]:
        """Whatever an accent must be readable on."""
        return self.bg, self.surface


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One look. `face` is the roman body face, the only one that is preloaded."""

    key: str
    label: str
    says: str | Promise
    light: Paper
    dark: Paper
    face: str
    own_templates: frozenset[str] = frozenset()

    @property
    def faces(self) -> str:
        """The stylesheet of its faces, which only its own blogs load."""
        return f"blog/faces/{self.key}.css"

    @property
    def entry(self) -> str:
        """The template of a post in a list."""
        return self.template("blog/public/parts/entry.html")

    def template(self, name: str) -> str:
        """Its own version of a reader's template, or `name` when it has none."""
        own = name.removeprefix("blog/public/")
        return f"blog/themes/{self.key}/{own}" if own in self.own_templates else name


FOLIO = Theme(
    key="folio",
    label="Folio",
    says=gettext_lazy("For essays: a book’s serif on warm paper."),
    light=Paper(bg="#fbf9f4", surface="#f3efe6", accent="#8f2d14"),
    dark=Paper(bg="#1a1815", surface="#24211d", accent="#f0a184"),
    face="fonts/source-serif-4-latin.woff2",
)
SIGNAL = Theme(
    key="signal",
    label="Signal",
    says=gettext_lazy("For work you take apart: large heads, plain text, dates at the side."),
    light=Paper(bg="#ffffff", surface="#f4f5f7", accent="#0b57d0"),
    dark=Paper(bg="#101317", surface="#191d23", accent="#8ab4ff"),
    face="fonts/hanken-grotesk-latin.woff2",
    own_templates=frozenset({"parts/entry.html"}),
)
FERN = Theme(
    key="fern",
    label="Fern",
    says=gettext_lazy("For slower things: a soft page with wide lines between."),
    light=Paper(bg="#f6f7f1", surface="#e9ede1", accent="#1f6b45"),
    dark=Paper(bg="#121814", surface="#1a221d", accent="#83d0a3"),
    face="fonts/literata-latin.woff2",
)

THEMES = {theme.key: theme for theme in (FOLIO, SIGNAL, FERN)}


def theme_named(key: str) -> Theme:
    """The theme of that key; Folio when there is none, such as one that was taken away."""
    return THEMES.get(key, FOLIO)
