"""Pure: what a domain of somebody's own may be, and how it is written for machines and for people.

The list of public suffixes comes with the library; nothing here asks the network.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from urllib.parse import urlsplit

import idna
from django.utils.translation import gettext as _
from publicsuffixlist import PublicSuffixList

from tenants.hosts import LABEL, MAX_HOST

TOKEN_LABEL = "_inkstead"  # noqa: S105  # a name in DNS, no secret
MAX_TYPED = 1_000
LONGEST = MAX_HOST - len(TOKEN_LABEL) - 1  # the token's own name must fit as well

# RFC 6761, 6762, 7686, 8375, 9476 and what ICANN keeps for private networks.
_SPECIAL = """
    alt arpa corp example home internal invalid lan local localdomain localhost mail onion
    private test
"""
SPECIAL = frozenset(_SPECIAL.split())
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://")


class Problem(StrEnum):
    """Why a name cannot be a blog's."""

    EMPTY = "empty"
    MALFORMED = "malformed"
    TOO_LONG = "too long"
    ADDRESS = "address"
    ONE_LABEL = "one label"
    SPECIAL = "special"
    SUFFIX = "suffix"
    UNKNOWN = "unknown"
    OURS = "ours"
    TAKEN = "taken"  # found by the database, never by check_domain


class BadDomain(ValueError):
    """What was typed cannot be a blog's domain; `problem` says why."""

    def __init__(self, problem: Problem, domain: str) -> None:
        super().__init__(sentence(problem, domain))
        self.problem = problem


def checked_domain(typed: str, *, ours: Iterable[str]) -> str:
    """The name in `typed` as DNS has it: lower case, punycode, no dot at the end.

    A whole address may be pasted. `ours` are the platform's own names: neither they, nor what is
    above or below them, can be a blog's. Raises BadDomain.
    """
    host = _host_in(typed)
    if not host:
        raise BadDomain(Problem.EMPTY, "")
    if _is_number(host):
        raise BadDomain(Problem.ADDRESS, host)
    name = _as_ascii(host)
    problem = _problem(name, ours)
    if problem is not None:
        raise BadDomain(problem, shown(name))
    return name


def as_in_dns(term: str) -> str:
    """`term` as it would stand in DNS, for a search; as it is where it is no name."""
    try:
        return term if term.isascii() else idna.encode(term, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return term


def shown(domain: str) -> str:
    """`domain` as people read it: in its own letters where all of a label is of one script."""
    return ".".join(_shown_label(label) for label in domain.split("."))


def registrable(domain: str) -> str:
    """The part of `domain` that its owner registered: example.co.uk of a.example.co.uk."""
    return str(_suffixes().privatesuffix(domain) or domain)


def is_apex(domain: str) -> bool:
    """Whether it is the registered name itself, which DNS allows no CNAME."""
    return registrable(domain) == domain


def name_at_provider(name: str, domain: str) -> str:
    """What most providers' forms want in place of the whole `name`: "@" for the zone itself."""
    zone = registrable(domain)
    return name.removesuffix(zone).rstrip(".") or "@"


def token_name(domain: str) -> str:
    """Where the TXT record of `domain` stands."""
    return f"{TOKEN_LABEL}.{domain}"


def sentence(problem: Problem, domain: str) -> str:
    """What to tell the person who typed `domain`."""
    said = {
        Problem.EMPTY: _("Which domain? Type it like this: blog.example.com"),
        Problem.MALFORMED: _("This is not a domain. One looks like this: blog.example.com"),
        Problem.TOO_LONG: _("This name is longer than a domain can be."),
        Problem.ADDRESS: _("%(domain)s is a network address. A blog needs a name."),
        Problem.ONE_LABEL: _("%(domain)s has no ending. Type all of it, such as blog.example.com"),
        Problem.SPECIAL: _("Names under “.%(ending)s” work inside one network only."),
        Problem.SUFFIX: _(
            "%(domain)s belongs to everybody who registers names under it. Type your own name."
        ),
        Problem.UNKNOWN: _("There are no domains that end in “.%(ending)s”."),
        Problem.OURS: _("%(domain)s belongs to this platform. It can’t be added as your own."),
        Problem.TAKEN: _("Another blog here uses %(domain)s. If it is yours, remove it there."),
    }
    return said[problem] % {"domain": domain, "ending": domain.rpartition(".")[2]}


def _host_in(typed: str) -> str:
    """The host of what was typed or pasted, with its dots as DNS has them."""
    text = unicodedata.normalize("NFKC", typed[:MAX_TYPED].strip()).replace("\u3002", ".")
    if not _SCHEME.match(text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise BadDomain(Problem.MALFORMED, "") from None
    if parts.username is not None or parts.scheme not in {"http", "https"}:
        raise BadDomain(Problem.MALFORMED, "")
    return host.removesuffix(".")


def _is_number(host: str) -> bool:
    """Whether it is an IP address, or what some software takes for one (127.1, 0x7f000001)."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        last = host.rpartition(".")[2]
        return last.isdecimal() or last.startswith("0x")
    return True


def _as_ascii(host: str) -> str:
    try:
        name = idna.encode(host, uts46=True).decode("ascii").lower()
        idna.decode(name)  # what came as punycode must be what that would be made of
    except (idna.IDNAError, UnicodeError):
        raise BadDomain(
            Problem.TOO_LONG if len(host) > LONGEST else Problem.MALFORMED, ""
        ) from None
    return name


def _problem(name: str, ours: Iterable[str]) -> Problem | None:
    labels = name.split(".")
    if len(name) > LONGEST:
        return Problem.TOO_LONG
    if not all(LABEL.match(label) for label in labels):
        return Problem.MALFORMED
    if any(_is_within(name, own) or _is_within(own, name) for own in ours):
        return Problem.OURS
    if labels[-1] in SPECIAL:
        return Problem.SPECIAL
    if len(labels) == 1:
        return Problem.ONE_LABEL
    if _suffixes().publicsuffix(name) is None:
        return Problem.UNKNOWN
    return Problem.SUFFIX if _suffixes().privatesuffix(name) is None else None


def _is_within(name: str, parent: str) -> bool:
    return name == parent or name.endswith(f".{parent}")


@cache
def _suffixes() -> PublicSuffixList:
    """With the private part: names under github.io are strangers to each other, too."""
    return PublicSuffixList(accept_unknown=False)


def _shown_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        letters = idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return label
    return letters if len(_scripts(letters)) == 1 else label


def _scripts(letters: str) -> set[str]:
    """The scripts by the first word of each letter's name; Japanese mixes three by custom."""
    found = {unicodedata.name(c, "?").split()[0] for c in letters if c.isalpha()}
    japanese = {"HIRAGANA", "KATAKANA", "CJK"}
    return {"JAPANESE"} if found and found <= japanese else found or {"?"}
