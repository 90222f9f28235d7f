"""The gate: all HTML that a person had a hand in passes here, and only here becomes SafeHtml.

The same one for the editor, the API, imports, comments, feeds and mail.
"""

import re
from functools import cache
from typing import Literal, Self, SupportsIndex
from urllib.parse import urlsplit

import nh3

from blog.rendering import allowed
from blog.rendering.tidy import AMPERSAND, tidy

type Trust = Literal["writer", "reader"]

# The first renderer version whose stored HTML went through the gate as it is now. Raise it to
# `RENDERER_VERSION` with every change that lets less through.
SANITIZER_EPOCH = 1

_KEY = object()
# Browsers drop the first inside of an address and also spaces around it (WHATWG URL, "basic URL
# parser"); other controls have no business there.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class SafeHtml(str):
    """HTML that passed the gate: the one type that templates print as it is.

    Whatever is made from it (slices, sums, copies, pickles) is a plain `str` again, and escaped.
    """

    __slots__ = ()

    def __new__(cls, html: str, *, key: object = None) -> Self:
        if key is not _KEY:
            raise TypeError("SafeHtml comes from sanitize() or from_storage() only")
        return super().__new__(cls, html)

    @classmethod
    def from_storage(cls, html: str, version: int, *, trust: Trust = "writer") -> "SafeHtml":
        """Return stored HTML; what an older gate let through passes today's first."""
        if version < SANITIZER_EPOCH:
            return sanitize(html, trust=trust)
        return vouch_for(html)

    def __html__(self) -> "SafeHtml":
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)


def sanitize(html: str, *, trust: Trust = "writer") -> SafeHtml:
    """Return what the allow-list leaves of `html`, well nested.

    `trust` says whose it is: readers' links are marked nofollow and ugc. Time and memory grow
    with the length of `html`, which the caller bounds.
    """
    html = html.encode("utf-8", "replace").decode("utf-8")
    return vouch_for(_cleaner(trust).clean(tidy(html)).replace(AMPERSAND, "&amp;"))


def vouch_for(html: str) -> SafeHtml:
    """Make SafeHtml without the gate. For what this package itself wrote or checked, only."""
    return SafeHtml(html, key=_KEY)


@cache
def _cleaner(trust: Trust) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=allowed.TAGS,
        attributes={"*": allowed.EVERYWHERE, **allowed.ATTRIBUTES},
        tag_attribute_values=allowed.VALUES,
        set_tag_attribute_values={"pre": {"tabindex": "0"}},  # scrolled by keyboard, too
        allowed_classes=allowed.CLASSES,
        attribute_filter=_attribute,
        url_schemes=allowed.SCHEMES,
        url_relative="pass_through",
        link_rel=allowed.REL[trust],
        id_prefix=allowed.ID_PREFIX,
        strip_comments=True,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value to keep, or None; called by nh3 for each attribute it would let through."""
    match name:
        case "href" | "src":
            return _address(value, allowed.PICTURE_SCHEMES if tag == "img" else allowed.SCHEMES)
        case "id":
            return value if allowed.IDENT.fullmatch(value) else None
        case "width" | "height" | "colspan" | "rowspan" | "start" | "value":
            return value if allowed.NUMBER.fullmatch(value) else None
        case "lang":
            return value if allowed.LANGUAGE.fullmatch(value) else None
        case "dir":
            return value if value in allowed.DIRECTIONS else None
        case _:
            return value


def _address(value: str, schemes: frozenset[str]) -> str | None:
    """Return an absolute address of a known scheme, or a path on the same host; else None."""
    address = _CONTROLS.sub("", value).strip(" ").replace(" ", "%20")
    if address.startswith("#"):
        return "#" + allowed.ID_PREFIX + address[1:].removeprefix(allowed.ID_PREFIX)
    if scheme := _SCHEME.match(address):
        return address if _is_complete(address, scheme[0][:-1].lower(), schemes) else None
    # "//host" and its spellings with backslashes would leave the blog while looking like a path.
    leaves = address[:2].replace("\\", "/") == "//"
    return None if leaves else address


def _is_complete(address: str, scheme: str, schemes: frozenset[str]) -> bool:
    if scheme not in schemes:
        return False
    try:
        return scheme == "mailto" or bool(urlsplit(address).hostname)
    except ValueError:
        return False
