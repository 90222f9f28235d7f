"""Path converters for addresses of posts and pages."""

from __future__ import annotations

import unicodedata

from django.urls import register_converter

from blog.look.sheet import AccentSheet


class SlugConverter:
    """A slug in any script. Never all digits: ids have that form. No dots: names of files do."""

    regex = r"(?=[^/]*[^0-9/])[^/.\x00-\x1f\x7f]{1,200}"

    def to_python(self, value: str) -> str:
        """The slug in NFC, as slugs are stored; some systems type other forms."""
        return unicodedata.normalize("NFC", value)

    def to_url(self, value: str) -> str:
        return value


class AccentConverter:
    """The name of an accent's stylesheet."""

    regex = r"[a-z]{1,16}-[0-9a-f]{6}\.[0-9a-f]{8}"

    def to_python(self, value: str) -> AccentSheet:
        """What it names; ValueError, hence 404, when there is no such theme."""
        return AccentSheet.read(value)

    def to_url(self, value: AccentSheet) -> str:
        return value.name


def register() -> None:
    """Make `<uslug:...>` and `<accent:...>` known to `path`."""
    register_converter(SlugConverter, "uslug")
    register_converter(AccentConverter, "accent")
