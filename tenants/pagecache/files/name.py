"""Pure: where a page lies, and its headers in the name of its file.

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

# A hash of the headers that all pages share. When a test says that it moved, mend the headers in
# deploy/Caddyfile, and then the mark here and there: until both know it, Django serves the page.
MARK = "17117e2b"

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
# On a domain of somebody's own it is said of that name alone ("o" in the file's name).
HSTS = re.compile(r"max-age=([0-9]+)(; includeSubDomains; preload)?")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
INSECURE = "max-age=0; includeSubDomains; preload"
POST = re.compile(r"/blog/[^/]+/")
# Said in the name, or made from it.
_NAMED = {"content-type", "content-language", "link", "strict-transport-security"}


def folder_of(asked: Asked) -> str | None:
    """The page's folder under its blog's, or None for what is never a file."""
    known = not asked.query and len(asked.path) <= LONGEST and HOST.fullmatch(asked.host)
    return f"{asked.path[1:]}+" if known and PATH.fullmatch(asked.path) else None


def name_of(asked: Asked, page: Page) -> str | None:
    """The file's name, or None when the proxy could not give the page out as it is."""
    said = {name.lower(): value for name, value in page.headers}
    kind = KINDS.get(said.get("content-type", ""))
    language = said.get("content-language", "")
    secure = HSTS.fullmatch(said.get("strict-transport-security", INSECURE))
    link = _link(asked, said.get("link", ""))
    if not (kind and LANGUAGE.fullmatch(language) and secure and link):
        return None
    if mark_of(page.headers) != MARK:
        return None
    cdn = settings.PAGE_CACHE_CDN_SECONDS
    seconds = secure[1] if secure[2] else f"{secure[1]}o"
    return f"{MARK},{page.tag},{kind},{language},{link},{seconds},{cdn},{page.tenant_id}.html"


def mark_of(headers: Headers) -> str:
    """The hash of what the headers of a page have in common with those of all others."""
    told = [(name.lower(), value) for name, value in headers if name.lower() not in _NAMED]
    lines = sorted(f"{name}: {value}" for name, value in told)
    return blake2b("\n".join(lines).encode(), digest_size=4).hexdigest()


def _link(asked: Asked, said: str) -> str | None:
    """Whether the proxy is to link a post to its oEmbed; None for any other link."""
    origin = f"https://{asked.host}"
    address = f"{origin}/oembed/?url={quote(origin + asked.path, safe='')}"
    if said == f'<{address}>; rel="alternate"; type="application/json+oembed"':
        return "oembed" if POST.fullmatch(asked.path) else None
    return None if said else "none"
