"""How an XML feed names its archives (RFC 5005, section 4)."""

from __future__ import annotations

from django.utils.xmlutils import SimplerXMLGenerator

from blog.public.feeds.page import FeedPage

HISTORY = "http://purl.org/syndication/history/1.0"


def add_history(handler: SimplerXMLGenerator, page: FeedPage, link: str) -> None:
    """Write the links of `page` to its archives; `link` is the name of a link's element."""
    archive = page.archive
    if archive.number is not None:
        handler.addQuickElement("fh:archive")
        handler.addQuickElement(link, "", {"rel": "current", "href": page.address()})
    for rel, number in (("prev-archive", archive.older), ("next-archive", archive.newer)):
        if number is not None:
            handler.addQuickElement(link, "", {"rel": rel, "href": page.address(number)})
