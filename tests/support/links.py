"""Follows every link of a blog, feeds and sitemaps too, and says which lead nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

LINKS = {"href", "src", "poster", "action", "formaction", "cite"}
SETS = {"srcset", "imagesrcset"}
PICTURES = {"og:image", "og:url", "twitter:image"}
URL = re.compile(r"url\(['\"]?([^'\")]+)")
IN_XML = re.compile(r"(?:href|src)=\"([^\"]*)\"")


@dataclass(frozen=True)
class Got:
    """What is at an address."""

    status: int
    kind: str  # without parameters
    text: str = ""
    location: str = ""


class Reader(HTMLParser):
    """The links of a page, as they are written, and the places in it that have a name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = {"", "top"}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has: dict[str, str] = {name: value or "" for name, value in attrs}
        self.places |= {has[name] for name in ("id", "name") if name in has}
        self.links += [has[name] for name in LINKS & has.keys()]
        for name in SETS & has.keys():
            self.links += [part.split()[0] for part in has[name].split(",") if part.strip()]
        if has.get("property", has.get("name")) in PICTURES:
            self.links.append(has["content"])


@dataclass
class Checker:
    """Starts at `origin` and follows what is on it; `fetch` gets whole addresses."""

    origin: str
    fetch: Callable[[str], Got]
    got: dict[str, Got] = field(default_factory=dict)
    from_page: dict[str, str] = field(default_factory=dict)
    anchors: list[tuple[str, str, str]] = field(default_factory=list)  # page, address, name

    def broken(self, *starts: str) -> list[str]:
        """A line for each link that leads nowhere."""
        todo = [urljoin(self.origin, start) for start in ("/", *starts)]
        while todo:
            url = todo.pop()
            if url not in self.got and self._is_here(url):
                self.got[url] = self.fetch(url)
                todo += self._onward(url, self.got[url])
        return [*self._nowhere(), *self._no_such_place()]

    def _is_here(self, url: str) -> bool:
        return f"{url}/".startswith(f"{self.origin}/")

    def _onward(self, url: str, got: Got) -> list[str]:
        found = []
        for link in [got.location] if got.location else links_of(got):
            address, name = urldefrag(urljoin(url, link))
            if urlsplit(address).scheme in {"http", "https"} and self._is_here(address):
                self.from_page.setdefault(address, url)
                found.append(address)
                if name and not got.location:
                    self.anchors.append((url, address, unquote(name)))
        return found

    def _nowhere(self) -> Iterator[str]:
        for url, got in self.got.items():
            if got.status not in {200, 301, 302, 303}:
                yield f"{self.from_page.get(url, 'the start')} leads to {url}: {got.status}"

    def _no_such_place(self) -> Iterator[str]:
        places: dict[str, set[str]] = {}
        for page, address, name in self.anchors:
            got = self.got[address]
            if got.kind == "text/html" and name not in places.setdefault(
                address, Reader(got.text).places
            ):
                yield f"{page} leads to {address}#{name}, which has no such place"


def links_of(got: Got) -> list[str]:
    """Whatever in it leads elsewhere."""
    if got.kind == "text/html":
        return Reader(got.text).links
    if got.kind == "text/css":
        return URL.findall(got.text)
    if got.kind.endswith("xml"):
        return list(_of_xml(ET.fromstring(got.text.encode())))
    if got.kind.endswith("json"):
        return list(_of_json(json.loads(got.text)))
    return []


def _of_xml(root: ET.Element) -> Iterator[str]:
    """Addresses in attributes and texts, and in the HTML that a feed carries."""
    for element in root.iter():
        text = (element.text or "").strip()
        if "href" in element.attrib:
            yield element.attrib["href"]
        if text.startswith(("http://", "https://")) and " " not in text:
            yield text
        elif "<" in text:
            yield from map(unescape, IN_XML.findall(text))


def _of_json(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _of_json(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_json(inner, name)
    elif isinstance(value, str) and name in {"url", "src", "start_url", "next_url", "feed_url"}:
        yield value
    elif name == "content_html":
        yield from map(unescape, IN_XML.findall(value))
