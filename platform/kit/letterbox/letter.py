"""What arrives: a name, an address to answer to, and plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_NAME_CHARS = 120
MAX_EMAIL_CHARS = 254  # RFC 5321, 4.5.3.1.3
MAX_TEXT_CHARS = 10_000
MAX_LINKS = 3

_LINK = re.compile(r"https?://|\bwww\.|\[url", re.IGNORECASE)
# Controls, and the marks that turn the direction of what follows (Unicode Annex 9).
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message as it was sent. `spam`: it looks like something nobody asked for."""

    name: str
    email: str
    text: str
    spam: bool


def looks_like_spam(*, name: str, text: str, trap: str) -> bool:
    """Whether the field that nobody sees was filled, or there are links by the handful."""
    return bool(trap or _LINK.search(name)) or len(_LINK.findall(text)) > MAX_LINKS


def holds_hidden(value: str) -> bool:
    """Whether `value` has control characters or marks that turn its direction."""
    return bool(_HIDDEN.search(value))


def header_line(value: str) -> str:
    """`value` as one line for a letter's header: no controls, no line ends, no turned direction."""
    return " ".join(_HIDDEN.sub(" ", value).split())
