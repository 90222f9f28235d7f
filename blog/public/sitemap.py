"""A blog's addresses for search engines (sitemaps.org, with Google's extension for images)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from io import StringIO

from django.utils.xmlutils import SimplerXMLGenerator

from kit.text import xml_text

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
POSTS_IN_A_PART = 500
PICTURES_OF_A_POST = 20

# Exact for what the gate gives: attributes are quoted, "<" and ">" in them escaped.
_PICTURE = re.compile(r'<img [^>]*?\bsrc="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Place:
    """An absolute address, when it last changed, and the pictures on it."""

    url: str
    changed: datetime | None = None
    pictures: list[str] = field(default_factory=list)


def pictures_in(html: str, origin: str) -> list[str]:
    """The absolute addresses of the pictures in sanitised `html`."""
    found = (unescape(match[1]) for match in _PICTURE.finditer(html))
    urls = (f"{origin}{url}" if url.startswith("/") else url for url in found)
    whole = (url for url in urls if url.startswith(("http://", "https://")))
    return list(dict.fromkeys(whole))[:PICTURES_OF_A_POST]


def index_of(parts: Iterable[Place]) -> str:
    """A sitemap index."""
    return _document("sitemapindex", "sitemap", parts)


def map_of(places: Iterable[Place]) -> str:
    """A sitemap."""
    return _document("urlset", "url", places)


def _document(root: str, element: str, places: Iterable[Place]) -> str:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement(root, {"xmlns": SITEMAP, "xmlns:image": IMAGE})  # type: ignore[arg-type]
    for place in places:
        xml.startElement(element, {})  # type: ignore[arg-type]
        _write(xml, place)
        xml.endElement(element)
    xml.endElement(root)
    xml.endDocument()
    return out.getvalue()


def _write(xml: SimplerXMLGenerator, place: Place) -> None:
    xml.addQuickElement("loc", place.url)
    if place.changed:
        xml.addQuickElement("lastmod", place.changed.isoformat(timespec="seconds"))
    for url in place.pictures:
        xml.startElement("image:image", {})  # type: ignore[arg-type]
        xml.addQuickElement("image:loc", xml_text(url))
        xml.endElement("image:image")
