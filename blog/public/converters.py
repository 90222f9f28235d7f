"""Path converters for addresses of posts and pages."""

from __future__ import annotations

import unicodedata

from django.urls import register_converter


class SlugConverter:
    """A slug in any script. Never all digits: ids have that form. No dots: names of files do."""

    regex = r"(?=[^/]*[^0-9/])[^/.\x00-\x1f\x7f]{1,200}"

    def to_python(self, value: str) -> str:
        """The slug in NFC, as slugs are stored; some systems type other forms."""
        return unicodedata.normalize("NFC", value)

    def to_url(self, value: str) -> str:
        return value


def register() -> None:
    """Make `<uslug:...>` known to `path`."""
    register_converter(SlugConverter, "uslug")
