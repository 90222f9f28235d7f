"""What a language code says about the page."""

from __future__ import annotations

from django.conf.locale import LANG_INFO

# Written from right to left, and not all known to Django.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction_of(language: str) -> str:
    """`rtl` for a language code (BCP 47) written from right to left, else `ltr`."""
    code = language.lower()
    known = LANG_INFO.get(code, {}).get("bidi", False)
    return "rtl" if known or code.split("-")[0] in _RIGHT_TO_LEFT else "ltr"
