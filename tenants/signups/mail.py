"""Which domains of e-mail an account may have; each stands for all below it, too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from tenants.signups.models import SignUpRules

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})+")


class NoDomain(ValueError):
    """This is no domain; the text is what was typed."""


def domain_of(email: str) -> str:
    """The part after the @ as DNS has it: ASCII, in lower case."""
    return _ascii(email.rpartition("@")[2])


def read_domains(typed: str) -> list[str]:
    """The domains in a text, parted by white space or commas; `@` and `*.` in front may stay.

    Sorted, each once. Raises NoDomain.
    """
    return sorted({_one(word) for word in re.split(r"[\s,;]+", typed) if word})


def objection(email: str, rules: SignUpRules) -> str:
    """Why nobody may have an account with `email`, as a sentence; "" when they may.

    It says nothing about whether somebody has one.
    """
    domain = domain_of(email)
    if rules.allowed_domains and not _is_among(domain, rules.allowed_domains):
        return _("Accounts here are for certain e-mail addresses, and %(domain)s is none.") % {
            "domain": domain
        }
    if _is_among(domain, rules.denied_domains):
        return _("Accounts can’t be made with an e-mail at %(domain)s. Use another one.") % {
            "domain": domain
        }
    if rules.refuse_disposable and is_disposable(domain):
        return _(
            "%(domain)s gives out addresses to be thrown away. Use one that you will keep: it is"
            " how you get back in."
        ) % {"domain": domain}
    return ""


def is_disposable(domain: str) -> bool:
    """Whether `domain` or one above it is on the list that came with this release."""
    from disposable_email_domains import blocklist

    return _is_among(domain, blocklist)


def _is_among(domain: str, domains: Collection[str]) -> bool:
    return any(one in domains for one in _with_those_above(domain))


def _with_those_above(domain: str) -> Iterator[str]:
    labels = domain.split(".")
    return (".".join(labels[start:]) for start in range(len(labels)))


def _one(word: str) -> str:
    domain = _ascii(word.removeprefix("*.").rpartition("@")[2].removeprefix("*."))
    if not _DOMAIN.fullmatch(domain):
        raise NoDomain(word)
    return domain


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode().lower()
    except UnicodeError:
        return domain.lower()
