"""What a language code says about the page."""

from __future__ import annotations

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils import translation

from kit.spoken import nearest

# Written from right to left, and not all known to Django.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction_of(language: str) -> str:
    """`rtl` for a language code (BCP 47) written from right to left, else `ltr`."""
    code = language.lower()
    known = LANG_INFO.get(code, {}).get("bidi", False)
    return "rtl" if known or code.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def words_for(language: str) -> str:
    """Which of the product's languages a blog in `language` speaks; English where it has none."""
    return nearest(language) or settings.LANGUAGE_CODE


def blog_words(language: str) -> translation.override:
    """A context in which the product speaks a blog's language, whoever reads."""
    return translation.override(words_for(language))
