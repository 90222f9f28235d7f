"""Pure: where a page lies, and its headers in the name of its file.

    /blog/ferry/   blog/ferry/+/<name>
    /feed.xml      feed.xml/+<name>

The proxy finds a file by the path that was asked for and reads from its name what differs from
page to page: `deploy/Caddyfile` knows the same form. All else that a page says about itself must
be what the Caddyfile says of every page, or it is not written: `MARK` stands for it in both.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import quote

from django.conf import settings

from tenants.pagecache.asked import Asked
from tenants.pagecache.page import Headers, Page

# How a name goes on after the mark; seconds are HSTS's. What few pages say comes last, as words:
# "oembed", "own" or "no-hsts", "cdn-SECONDS-BLOG".
FORM = "kind,language,seconds,tag,words"
# A hash of the form, and of the headers that all pages share. When a test says that it moved, mend
# deploy/Caddyfile, and then the mark here and there: until both know it, Django serves the page.
MARK = "86eb17ef"

# A segment never begins with a dot, and has no "+", which parts a path from its files.
PATH = re.compile(r"(/[A-Za-z0-9_-][A-Za-z0-9._~-]{0,99})*/?")
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
LONGEST = 400
KINDS = {
    "text/html; charset=utf-8": "html",
    "application/atom+xml; charset=utf-8": "atom",
    "application/rss+xml; charset=utf-8": "rss",
    "application/feed+json; charset=utf-8": "feed",
    "application/manifest+json": "manifest",
    "application/xml; charset=utf-8": "xml",
    "text/plain; charset=utf-8": "text",
    "text/markdown; charset=utf-8": "markdown",
    "image/x-icon": "icon",
}
# On a domain of somebody's own it is said of that name alone ("own" in the file's name).
HSTS = re.compile(r"max-age=([0-9]+)(; includeSubDomains; preload)?")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
INSECURE = "max-age=0; includeSubDomains; preload"
POST = re.compile(r"/blog/[^/]+/")
# Said in the name, or made from it.
_NAMED = {"content-type", "content-language", "link", "strict-transport-security"}


def beginning_of(asked: Asked) -> str | None:
    """How the page's files begin, under its blog's folder; None for what is never a file."""
    known = not asked.query and len(asked.path) <= LONGEST and HOST.fullmatch(asked.host)
    if not known or not PATH.fullmatch(asked.path):
        return None
    path, slash = (asked.path[:-1], "/") if asked.path.endswith("/") else (asked.path, "")
    return f"{path}/+{slash}".removeprefix("/")


def name_of(asked: Asked, page: Page) -> str | None:
    """The file's name, or None when the proxy could not give the page out as it is."""
    said = {name.lower(): value for name, value in page.headers}
    kind = KINDS.get(said.get("content-type", ""))
    language = said.get("content-language", "")
    secure = HSTS.fullmatch(said.get("strict-transport-security", INSECURE))
    link = _link(asked, said.get("link", ""))
    if not (kind and LANGUAGE.fullmatch(language) and secure and link is not None):
        return None
    if mark_of(page.headers) != MARK:
        return None
    scope = "no-hsts" if secure[0] == INSECURE else "" if secure[2] else "own"
    cdn = settings.PAGE_CACHE_CDN_SECONDS
    words = [link, scope, f"cdn-{cdn}-{page.tenant_id}" if cdn else ""]
    return ",".join([MARK, kind, language, secure[1], page.tag, *filter(None, words)]) + ".html"


def mark_of(headers: Headers) -> str:
    """The hash of what the headers of a page have in common with those of all others."""
    told = [(name.lower(), value) for name, value in headers if name.lower() not in _NAMED]
    lines = sorted(f"{name}: {value}" for name, value in told)
    return blake2b("\n".join([FORM, *lines]).encode(), digest_size=4).hexdigest()


def _link(asked: Asked, said: str) -> str | None:
    """Whether the proxy is to link a post to its oEmbed; None for any other link."""
    origin = f"https://{asked.host}"
    address = f"{origin}/oembed/?url={quote(origin + asked.path, safe='')}"
    if said == f'<{address}>; rel="alternate"; type="application/json+oembed"':
        return "oembed" if POST.fullmatch(asked.path) else None
    return None if said else ""
