"""Pure: what an address may be, what it looks like, and what else one might call it.

An address is a label below the blogs' domain. Whether somebody has it already is the database's to
say, by the look-alike skeleton that is kept beside each domain.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from django.utils.translation import gettext as _

from tenants.reserved import PLATFORM, RESERVED

MIN_CHARS = 3
MAX_CHARS = 63  # RFC 1035, 2.3.4

_CHARACTERS = re.compile(r"[a-z0-9-]+")
_NOT_A_CHARACTER = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['\u2019\u02bc]")
# Letters that have no accent to lose (the same in static/app/address.js).
_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
# What eyes take for one another in a small address bar.
_LOOKS = str.maketrans({"0": "o", "1": "l", "i": "l", "-": None})
_PAIRS = (("rn", "m"), ("vv", "w"))
# What people write for one another on purpose. Too much for all labels: "area-51" is none of ours.
_DISGUISES = str.maketrans({"3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g"})


class Problem(StrEnum):
    """Why a label cannot be an address."""

    EMPTY = "empty"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    CHARACTERS = "characters"
    EDGES = "edges"
    PUNYCODE = "punycode"
    RESERVED = "reserved"
    TAKEN = "taken"  # found by the database, never by check_address


def check_address(label: str) -> Problem | None:
    """What is wrong with `label` (already tidied), or None. Taken or not is not looked up."""
    if not label:
        return Problem.EMPTY
    if not _CHARACTERS.fullmatch(label):
        return Problem.CHARACTERS
    if label.startswith("-") or label.endswith("-"):
        return Problem.EDGES
    if len(label) < MIN_CHARS:
        return Problem.TOO_SHORT
    if len(label) > MAX_CHARS:
        return Problem.TOO_LONG
    if label[2:4] == "--":
        return Problem.PUNYCODE  # RFC 5891, 4.2.3.1
    return Problem.RESERVED if _is_kept(label) else None


def sentence(problem: Problem, label: str) -> str:
    """What to tell the person who typed `label`."""
    said = {
        Problem.EMPTY: _("Choose an address."),
        Problem.TOO_SHORT: _("An address has at least three letters or digits."),
        Problem.TOO_LONG: _("An address has at most 63 letters or digits."),
        Problem.CHARACTERS: _("An address has only the letters a to z, digits and hyphens."),
        Problem.EDGES: _("An address begins and ends with a letter or a digit."),
        Problem.PUNYCODE: _("An address can’t have two hyphens as its third and fourth character."),
        Problem.RESERVED: _(
            "%(address)s is kept for the platform, or looks like something that is."
        ),
        Problem.TAKEN: _("Someone writes at %(address)s already, or at one that looks like it."),
    }
    return said[problem] % {"address": label}


def tidy(typed: str, *, suffix: str = "") -> str:
    """What a person meant: trimmed, in lower case, without the fixed part they may have added."""
    return typed.strip().lower().removesuffix(suffix.lower())


def skeleton(label: str) -> str:
    """What `label` looks like at a glance: two labels with one skeleton are the same to the eye."""
    looks = label.lower().translate(_LOOKS)
    for pair, single in _PAIRS:
        looks = looks.replace(pair, single)
    return looks


def undisguised(label: str) -> str:
    """What `label` is meant to be read as: its skeleton, digits being letters."""
    return skeleton(label.lower().translate(_DISGUISES))


_RESERVED_LOOKS = frozenset(skeleton(word) for word in RESERVED)
# "pop3" is kept, and "pope" is nobody's disguise for it.
_RESERVED_WORDS = frozenset(skeleton(word) for word in RESERVED if word.isalpha())
_PLATFORM_LOOKS = tuple(skeleton(name) for name in PLATFORM)


def _is_kept(label: str) -> bool:
    """Whether it is a reserved word to the eye, or has the platform's own name anywhere in it."""
    meant = undisguised(label)
    if skeleton(label) in _RESERVED_LOOKS or meant in _RESERVED_WORDS:
        return True
    return any(name in meant for name in _PLATFORM_LOOKS)


def address_from_name(name: str) -> str:
    """The address that a blog's name suggests: "Night Ferry" is "night-ferry". May be empty."""
    plain = _APOSTROPHES.sub("", name.lower().translate(_LATIN))
    letters = (c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _NOT_A_CHARACTER.sub("-", "".join(letters))[:MAX_CHARS].strip("-")


def suggest_addresses(name: str) -> Iterator[str]:
    """Well-formed addresses near `name` (a blog's name, or an address), the nearest first."""
    base = address_from_name(name)
    joined = base.replace("-", "")
    writes = [f"{base}-writes", f"{base}-notes", f"the-{base}", f"{base}-journal", f"{base}-words"]
    numbered = [f"{joined}{number}" for number in range(2, 10)]
    for candidate in dict.fromkeys([base, joined, *writes, *numbered]):
        if check_address(candidate) is None:
            yield candidate
