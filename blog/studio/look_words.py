"""What became of a writer's accent, in words and beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from blog.look.accent import ENOUGH, Shade, shades


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One scheme's shade with its sentence."""

    shade: Shade
    says: str


def told(theme: str, accent: str) -> list[Told]:
    """In light, then in dark; nothing for the theme's own accent."""
    if not accent:
        return []
    return [Told(shade=shade, says=_says(shade)) for shade in shades(theme, accent)]


def mended_sentence(theme: str, accent: str) -> str:
    """For the note after saving: what was changed; empty when nothing had to be."""
    return " ".join(one.says for one in told(theme, accent) if one.shade.is_mended)


def _says(shade: Shade) -> str:
    words = {
        "asked": shade.asked,
        "shown": shade.shown,
        "ratio": number_format(shade.ratio, 1),
        "enough": number_format(ENOUGH, 1),
    }
    return _sentence(shade) % words


def _sentence(shade: Shade) -> str:
    if not shade.is_mended:
        if shade.scheme == "light":
            return _("In light it stays %(shown)s: it can be read well.")
        return _("In dark it stays %(shown)s: it can be read well.")
    if shade.scheme == "light":
        return _(
            "In light %(asked)s is too pale to read (contrast %(ratio)s; words need %(enough)s), so"
            " readers see the darker %(shown)s."
        )
    return _(
        "In dark %(asked)s is too dim to read (contrast %(ratio)s; words need %(enough)s), so"
        " readers see the lighter %(shown)s."
    )
