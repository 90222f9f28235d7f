"""Pure: which file a page becomes, and how one file names another."""

from __future__ import annotations

import posixpath
import re
from hashlib import blake2b
from urllib.parse import quote, unquote, urlsplit

LONGEST_NAME = 200  # bytes of one part; file systems take 255, and suffixes come after
_PAGE = re.compile(r"page=([1-9][0-9]{0,5})")
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"\\|?*]')  # what some file systems refuse


def file_of(target: str) -> str | None:
    """The file for a path with its query, relative to the folder; None for what cannot be one.

    `/` is `index.html`, `/blog/?page=2` is `blog/page/2/index.html`, `/feed.xml` is itself.
    """
    parts = urlsplit(target)
    page = _PAGE.fullmatch(parts.query)
    if (parts.query and not page) or not parts.path.startswith("/"):
        return None
    names = unquote(parts.path).split("/")[1:]
    if any(name in {".", ".."} for name in names) or "" in names[:-1]:
        return None
    folder, last = [_safe(name) for name in names[:-1]], _safe(names[-1])
    if page:
        folder += [*([last] if last else []), "page", page[1]]
        last = ""
    return "/".join([*folder, last or "index.html"])


def link_between(here: str, there: str) -> str:
    """The relative address of the file `there`, as written in the file `here`."""
    return quote(posixpath.relpath(there, posixpath.dirname(here) or "."))


def _safe(name: str) -> str:
    safe = _FORBIDDEN.sub("_", name)
    raw = safe.encode()
    if len(raw) <= LONGEST_NAME:
        return safe
    stem, dot, ending = safe.rpartition(".")
    tail = (
        f"-{blake2b(raw, digest_size=6).hexdigest()}{dot}{ending}"
        if stem and len(ending) < 10
        else f"-{blake2b(raw, digest_size=6).hexdigest()}"
    )
    return raw[: LONGEST_NAME - len(tail.encode())].decode(errors="ignore") + tail
