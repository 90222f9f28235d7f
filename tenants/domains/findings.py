"""Pure: what was found wrong with a domain, as it is kept, and as people read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from tenants.domains.names import shown

MAX_SEEN = 4  # values that are told of a record
MAX_CHARS = 80  # of one of them


class Part(StrEnum):
    """Which of the things a domain needs."""

    TOKEN = "token"  # noqa: S105
    POINTS = "points"
    CERTIFICATE = "certificate"
    OWNER = "owner"


class Code(StrEnum):
    """What is wrong."""

    TOKEN_MISSING = "token_missing"  # noqa: S105
    TOKEN_OTHER = "token_other"  # noqa: S105
    TOKEN_LED_ON = "token_led_on"  # noqa: S105
    NO_NAME = "no_name"
    NO_ADDRESS = "no_address"
    ELSEWHERE = "elsewhere"
    LEADS_ELSEWHERE = "leads_elsewhere"
    PARTLY = "partly"
    PROXIED = "proxied"
    SERVER_FAILS = "server_fails"
    SILENT = "silent"
    BROKEN = "broken"
    CERTIFICATE_WAITS = "certificate_waits"
    CERTIFICATE_BAD = "certificate_bad"
    TAKEN = "taken"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not right. What DNS said is cut to size and holds nothing invisible."""

    part: Part
    code: Code
    values: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"part": self.part.value, "code": self.code.value, "values": self.values}


def kept(rows: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """The findings of a claim's row."""
    return [Finding(Part(row["part"]), Code(row["code"]), dict(row["values"])) for row in rows]


def listed(values: Iterable[str]) -> str:
    """A few of what DNS answered, fit to be shown: it is whatever a stranger put there."""
    some = sorted(values)
    told = ", ".join(_plain(value) for value in some[:MAX_SEEN])
    return f"{told}, …" if len(some) > MAX_SEEN else told


def _plain(value: str) -> str:
    text = "".join(c if c.isprintable() else "�" for c in value[: MAX_CHARS + 1])
    return f"{text[:MAX_CHARS]}…" if len(text) > MAX_CHARS else text


def sentence(finding: Finding) -> str:
    """What to tell the blog's people; what came from DNS is plain text, to be escaped."""
    values = {
        name: shown(value) if name in {"name", "target"} else value
        for name, value in finding.values.items()
    }
    return _sentences()[finding.code] % values


def _sentences() -> dict[Code, str]:
    return {
        Code.TOKEN_MISSING: _("There is no TXT record at %(name)s yet."),
        Code.TOKEN_OTHER: _("The TXT record at %(name)s says something else: %(seen)s"),
        Code.TOKEN_LED_ON: _(
            "%(name)s is a CNAME to %(target)s. The TXT record must stand at the name itself."
        ),
        Code.NO_NAME: _("%(name)s does not exist in DNS yet."),
        Code.NO_ADDRESS: _("%(name)s exists, but leads nowhere yet."),
        Code.ELSEWHERE: _("%(name)s leads to %(seen)s. We look for %(wanted)s."),
        Code.LEADS_ELSEWHERE: _("%(name)s is a CNAME to %(target)s. We look for %(wanted)s."),
        Code.PARTLY: _(
            "%(name)s leads here, but to %(seen)s as well. Remove that record, or some readers"
            " will end up elsewhere."
        ),
        Code.PROXIED: _(
            "%(name)s goes through a proxy (%(proxy)s), so we can’t see where it leads. Switch the"
            " proxy off for this name: “DNS only”."
        ),
        Code.SERVER_FAILS: _("The name servers of %(name)s answer with an error (SERVFAIL)."),
        Code.SILENT: _("The name servers of %(name)s did not answer in time."),
        Code.BROKEN: _("What the name servers say about %(name)s makes no sense."),
        Code.CERTIFICATE_WAITS: _("The certificate is being fetched. This takes a minute or two."),
        Code.CERTIFICATE_BAD: _("The certificate of %(name)s can’t be trusted: %(seen)s"),
        Code.TAKEN: _("Another blog here uses %(name)s. If it is yours, remove it there."),
        Code.GIVEN_UP: _("We have stopped looking. Press “Check now” once the records are there."),
    }
