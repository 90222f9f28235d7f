"""Which of the product's languages comes nearest to one that was asked for."""

from __future__ import annotations

from django.conf import settings
from django.conf.locale import LANG_INFO


def nearest(language: str) -> str | None:
    """The one that pages for readers have for `language` (BCP 47); None where none is near.

    Readers' pages are told in more languages than the studio and the platform.
    """
    code = language.lower()
    near = [code, *LANG_INFO.get(code, {}).get("fallback", []), code.split("-")[0]]
    spoken = {*dict(settings.LANGUAGES), *settings.READER_LANGUAGES}
    return next((one for one in near if one in spoken), None)
