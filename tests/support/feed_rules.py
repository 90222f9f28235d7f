"""What a feed and a sitemap must hold to, rule by rule; each function says what is broken.

Atom: RFC 4287. RSS: the RSS 2.0 specification and the RSS Advisory Board's profile. JSON Feed 1.1:
jsonfeed.org. Sitemaps: the schemas of sitemaps.org, and Google's for images.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM, CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # RFC 3339
MAIL_DATE = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)"
)
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")  # BCP 47, its shape
RELATIVE = re.compile(r'<[a-z][^>]*\s(?:href|src)="(?![a-z][a-z0-9+.-]*:|#)')

ATOM_FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "subtitle": (0, 1),
             "author": (0, None), "link": (1, None), "entry": (0, None)}  # fmt: skip
ATOM_ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1),
              "summary": (0, 1), "content": (0, 1), "author": (0, None), "link": (1, None),
              "category": (0, None)}  # fmt: skip
RSS_CHANNEL = {"title": (1, 1), "link": (1, 1), "description": (1, 1), "language": (0, 1),
               "lastBuildDate": (0, 1), "item": (0, None)}  # fmt: skip
RSS_ITEM = {"title": (1, 1), "link": (1, 1), "description": (0, 1), "pubDate": (1, 1),
            "guid": (1, 1), "category": (0, None)}  # fmt: skip
JSON_FEED = {"version", "title", "home_page_url", "feed_url", "description", "language", "authors",
             "next_url", "items"}  # fmt: skip
JSON_ITEM = {"id", "url", "title", "summary", "content_html", "date_published", "date_modified",
             "authors", "tags", "language"}  # fmt: skip

type Counts = dict[str, tuple[int, int | None]]
type Faults = Iterator[str]


def atom_faults(document: bytes) -> list[str]:
    """What is wrong with an Atom feed."""
    return list(_atom(ET.fromstring(document)))


def rss_faults(document: bytes) -> list[str]:
    """What is wrong with an RSS feed."""
    return list(_rss(ET.fromstring(document)))


def json_faults(document: bytes) -> list[str]:
    """What is wrong with a JSON Feed."""
    return list(_json(json.loads(document)))


def sitemap_faults(document: bytes, origin: str) -> list[str]:
    """What is wrong with a sitemap or an index of them, served by `origin`."""
    root = ET.fromstring(document)
    return list(_sitemap(root, origin))


def _atom(feed: ET.Element) -> Faults:
    if feed.tag != f"{ATOM}feed":
        yield f"begins with {feed.tag}"
    yield from _counted(feed, ATOM, ATOM_FEED)
    yield from _language(feed.get(LANG, "en"))
    entries = feed.findall(f"{ATOM}entry")
    if not feed.findall(f"{ATOM}author") and not all(e.findall(f"{ATOM}author") for e in entries):
        yield "neither the feed nor each entry has an author"
    if len([link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]) != 1:
        yield "a feed names itself once"
    yield from _atom_parts(feed)
    for entry in entries:
        yield from _counted(entry, ATOM, ATOM_ENTRY)
        yield from _atom_parts(entry)
    yield from _once("id", [e.findtext(f"{ATOM}id") for e in [feed, *entries]])


def _atom_parts(of: ET.Element) -> Faults:
    """What feed and entry have in common."""
    yield from _absolute(of.findtext(f"{ATOM}id"))
    for name in ("updated", "published"):
        yield from _moments(found.text for found in of.findall(ATOM + name))
    yield from (e for a in of.findall(f"{ATOM}author/{ATOM}name") for e in _worded("author", a))
    links = of.findall(f"{ATOM}link")
    for link in links:
        yield from _absolute(link.get("href"))
    twice = Counter((x.get("type"), x.get("hreflang")) for x in links if _is_alternate(x))
    yield from (f"two alternates of {kind}" for kind, count in twice.items() if count > 1)
    for name in ("title", "subtitle", "summary", "content"):
        for found in of.findall(ATOM + name):
            if found.get("type", "text") not in {"text", "html"} or len(found):
                yield f"{name} of type {found.get('type')} with {len(found)} elements"
    for content in of.findall(f"{ATOM}content"):
        yield from _whole(content.text)
    for category in of.findall(f"{ATOM}category"):
        if not category.get("term"):
            yield "a category without a term"


def _is_alternate(link: ET.Element) -> bool:
    return link.get("rel", "alternate") == "alternate"


def _rss(root: ET.Element) -> Faults:
    channels = root.findall("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(channels) != 1:
        yield "not one channel of RSS 2.0"
    channel = channels[0]
    yield from _counted(channel, "", RSS_CHANNEL)
    yield from _language(channel.findtext("language") or "en")
    links = channel.findall(f"{ATOM}link")
    if [link.get("rel") for link in links].count("self") != 1:
        yield "a feed names itself once"
    yield from (fault for link in links for fault in _absolute(link.get("href")))
    yield from _absolute(channel.findtext("link"))
    yield from _mail_dates([channel.findtext("lastBuildDate")])
    items = channel.findall("item")
    for item in items:
        yield from _rss_item(item)
    yield from _once("guid", [item.findtext("guid") for item in items])


def _rss_item(item: ET.Element) -> Faults:
    yield from _counted(item, "", RSS_ITEM)
    yield from _counted(item, CONTENT, {"encoded": (0, 1)})
    yield from _absolute(item.findtext("link"))
    yield from _mail_dates([item.findtext("pubDate")])
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink", "true") != "false":
        yield from _absolute(guid.text)
    yield from _whole(item.findtext(f"{CONTENT}encoded"))
    for name in ("category", CREATOR):
        yield from (fault for found in item.findall(name) for fault in _worded(name, found))


def _json(feed: Any) -> Faults:
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield f"version {feed.get('version')}"
    if not isinstance(feed.get("title"), str) or not isinstance(feed.get("items"), list):
        yield "no title, or no items"
    yield from (f"unknown: {name}" for name in feed.keys() - JSON_FEED)
    for name in ("home_page_url", "feed_url", "next_url"):
        yield from _absolute(feed.get(name, "https://none.example/"))
    if feed.get("next_url") == feed["feed_url"]:
        yield "next_url leads back to itself"
    yield from _language(feed.get("language", "en"))
    yield from _authors(feed)
    for item in feed["items"]:
        yield from _json_item(item)
    yield from _once("id", [item.get("id") for item in feed["items"]])


def _json_item(item: dict[str, Any]) -> Faults:
    yield from (f"unknown: {name}" for name in item.keys() - JSON_ITEM)
    if not isinstance(item.get("content_html"), str):
        yield "an item without its text"
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield "an item without an id"
    yield from _absolute(item["url"])
    yield from _whole(item["content_html"])
    yield from _moments(item.get(name) for name in ("date_published", "date_modified"))
    yield from _language(item.get("language", "en"))
    yield from _authors(item)
    if not all(isinstance(tag, str) and tag for tag in item.get("tags", [])):
        yield f"tags {item['tags']}"


def _authors(of: dict[str, Any]) -> Faults:
    for author in of.get("authors", []):
        if not author.keys() & {"name", "url", "avatar"} or not all(author.values()):
            yield f"author {author}"


def _sitemap(root: ET.Element, origin: str) -> Faults:
    """The schema is a sequence: loc, lastmod, changefreq, priority, then other people's."""
    one = {f"{SITEMAP}urlset": "url", f"{SITEMAP}sitemapindex": "sitemap"}.get(root.tag)
    if one is None or not 0 < len(root) <= 50_000:
        yield f"{root.tag} with {len(root)} places"
    for place in root:
        names = [child.tag for child in place]
        if place.tag != f"{SITEMAP}{one}" or names[:1] != [f"{SITEMAP}loc"]:
            yield f"{place.tag} begins with {names[:1]}"
        rest = names[1:]
        if rest[:1] == [f"{SITEMAP}lastmod"]:
            rest = rest[1:]
        if set(rest) - {f"{IMAGE}image"} or len(rest) > 1000:
            yield f"in a place: {set(rest)}"
        location = place.findtext(f"{SITEMAP}loc") or ""
        if not location.startswith(f"{origin}/") or not 12 <= len(location) <= 2048:
            yield f"loc {location!r}"
        for address in [location, *_image_addresses(place)]:
            yield from _absolute(address)
        yield from _moments(found.text for found in place.findall(f"{SITEMAP}lastmod"))
    yield from _once("loc", [found.text for found in root.iter(f"{SITEMAP}loc")])


def _image_addresses(place: ET.Element) -> list[str]:
    images = place.findall(f"{IMAGE}image")
    return [(image[0].text or "") if len(image) == 1 else "" for image in images]


def _counted(of: ET.Element, namespace: str, counts: Counts) -> Faults:
    """Each name as often as it may be, and none that the specification does not know."""
    found = Counter(child.tag for child in of if _namespace(child.tag) == namespace)
    for name, (least, most) in counts.items():
        number = found.pop(namespace + name, 0)
        if number < least or (most is not None and number > most):
            yield f"{number} times {name} in {of.tag}"
    yield from (f"{name} in {of.tag}" for name in found)


def _namespace(tag: str) -> str:
    return tag[: tag.index("}") + 1] if tag.startswith("{") else ""


def _worded(what: str, found: ET.Element) -> Faults:
    if not (found.text or "").strip():
        yield f"{what} without words"


def _absolute(address: str | None) -> Faults:
    """An address of its own, in ASCII, as RFC 3986 has them."""
    parts = urlsplit(address or "")
    if not parts.scheme or not (parts.netloc or parts.scheme == "urn") or not parts.path.strip():
        yield f"address {address!r}"
    if not re.fullmatch(r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+", address or ""):
        yield f"letters in address {address!r}"


def _moments(found: Iterable[str | None]) -> Faults:
    for text in found:
        if not MOMENT.fullmatch(text or ""):
            yield f"moment {text!r}"
        elif datetime.fromisoformat(text or "").tzinfo is None:
            yield f"no zone in {text!r}"


def _mail_dates(found: Iterable[str | None]) -> Faults:
    """RFC 822, with the four digits of a year that RSS asks for."""
    for text in found:
        if not MAIL_DATE.fullmatch(text or ""):
            yield f"date {text!r}"


def _language(code: str) -> Faults:
    if not LANGUAGE.fullmatch(code):
        yield f"language {code!r}"


def _whole(html: str | None) -> Faults:
    if found := RELATIVE.search(html or ""):
        yield f"relative address in {found[0]}"


def _once(what: str, values: list[Any]) -> Faults:
    yield from (f"{what} twice: {value}" for value, n in Counter(values).items() if n > 1)
