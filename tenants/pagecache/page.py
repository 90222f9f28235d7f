"""One kept page: its bytes in each coding, its validators, and how it answers."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

import brotli
from django.conf import settings
from django.utils.http import parse_etags

from tenants.pagecache.stamp import HEADER, Stamp

type Headers = list[tuple[str, str]]

# Said anew with every answer, or about this process alone.
_NOT_KEPT = {
    "content-length", "content-encoding", "date", "connection", "server-timing", "etag",
    "last-modified", "cache-control", "cdn-cache-control", "surrogate-key", "cache-status",
    HEADER.lower(),
}  # fmt: skip
_ALSO_UNCHANGED = {"content-security-policy", "content-language", "vary", "surrogate-key"}
SMALLEST = 512  # bytes; below that compression gains nothing
_TEXT = re.compile(r"text/|application/([\w.+-]+\+)?(json|xml)|image/svg")
OVERHEAD = 2000  # bytes of headers and of Python's own, so that small pages count as well


@dataclass(frozen=True, slots=True)
class Page:
    """A page of one blog at one content version. `bodies` has "", and perhaps "br" and "gzip"."""

    tenant_id: UUID
    version: int
    until: float | None
    headers: Headers
    bodies: dict[str, bytes]
    tag: str
    made_at: float

    @property
    def size(self) -> int:
        """About how many bytes it takes up."""
        return OVERHEAD + sum(map(len, self.bodies.values()))

    def is_true(self, version: int, now: float) -> bool:
        """Whether it still is what the blog shows."""
        return self.version == version and (self.until is None or now < self.until)

    def answer(self, environ: dict[str, Any], said: str) -> tuple[str, Headers, bytes]:
        """Status line, headers and body for this request; `said` goes into Cache-Status."""
        coding = _coding(environ.get("HTTP_ACCEPT_ENCODING", ""), self.bodies)
        tag = f'W/"{self.tag}"'  # weak: it stands for the page in whatever coding
        body = self.bodies[coding]
        headers = [
            ("ETag", tag),
            ("Last-Modified", formatdate(self.made_at, usegmt=True)),
            *_for_caches(self.tenant_id),
            ("Cache-Status", f"inkstead; {said}"),
        ]
        if self._is_known(environ, tag):
            kept = [pair for pair in self.headers if pair[0].lower() in _ALSO_UNCHANGED]
            return "304 Not Modified", [*kept, *headers], b""
        headers = [*self.headers, *headers, ("Content-Length", str(len(body)))]
        if coding:
            headers.append(("Content-Encoding", coding))
        return "200 OK", headers, body if environ["REQUEST_METHOD"] == "GET" else b""

    def _is_known(self, environ: dict[str, Any], tag: str) -> bool:
        """Whether the reader has it (RFC 9110, 13.2.2: an ETag that was sent decides alone)."""
        if "HTTP_IF_NONE_MATCH" in environ:
            known = parse_etags(environ["HTTP_IF_NONE_MATCH"])
            return known == ["*"] or tag in {f"W/{one.removeprefix('W/')}" for one in known}
        since = environ.get("HTTP_IF_MODIFIED_SINCE", "")
        try:
            return int(self.made_at) <= parsedate_to_datetime(since).timestamp()
        except (TypeError, ValueError, OverflowError):
            return False


def page_of(stamp: Stamp, headers: Iterable[tuple[str, str]], body: bytes) -> Page:
    """Make a page ready to be kept: compressed once, its validators computed."""
    kept = [pair for pair in headers if pair[0].lower() not in _NOT_KEPT]
    bodies = {"": body}
    if len(body) >= SMALLEST and _is_text(kept):
        bodies["gzip"] = gzip.compress(body, 6, mtime=0)
        bodies["br"] = brotli.compress(body, mode=brotli.MODE_TEXT, quality=5)
    tag = blake2b(body, digest_size=12).hexdigest()
    now = time.time()
    headers_ = _varied(kept)
    return Page(stamp.tenant_id, stamp.version, stamp.until, headers_, bodies, tag, now)


def _is_text(headers: Headers) -> bool:
    """Whether compression is worth it: pictures are compressed by themselves."""
    kinds = [value for name, value in headers if name.lower() == "content-type"]
    return any(_TEXT.match(kind) for kind in kinds)


def _varied(headers: Headers) -> Headers:
    """With Accept-Encoding among what the answer varies by."""
    varies = [value for name, value in headers if name.lower() == "vary"]
    others = [pair for pair in headers if pair[0].lower() != "vary"]
    return [*others, ("Vary", ", ".join([*varies, "Accept-Encoding"]))]


def _for_caches(tenant_id: UUID) -> Headers:
    """Browsers ask again each time, so what is suspended is gone at once; a CDN only by setting."""
    headers = [("Cache-Control", "no-cache")]
    if settings.PAGE_CACHE_CDN_SECONDS:
        seconds = f"public, max-age={settings.PAGE_CACHE_CDN_SECONDS}"
        headers += [("CDN-Cache-Control", seconds), ("Surrogate-Key", f"blog-{tenant_id}")]
    return headers


def _coding(accepted: str, bodies: dict[str, bytes]) -> str:
    """The best of ours that the reader takes (RFC 9110, 12.5.3)."""
    if not accepted:
        return ""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = _weight(parameters)
    for coding in ("br", "gzip"):
        if coding in bodies and weights.get(coding, weights.get("*", 0.0)) > 0:
            return coding
    return ""


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
