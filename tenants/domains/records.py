"""Pure: the DNS records that a claim asks for, as its owner copies them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from django.conf import settings

from tenants.domains.findings import Part
from tenants.domains.look import txt_value
from tenants.domains.models import ClaimState, DomainClaim
from tenants.domains.names import name_at_provider


@dataclass(frozen=True, slots=True)
class Record:
    """One line for a DNS provider's form. `short` is the name as most of those want it."""

    kind: str
    name: str
    short: str
    value: str
    found: bool
    alternative: bool = False  # in place of the ones before it


def records_of(claim: DomainClaim) -> list[Record]:
    """What is to stand in DNS: where it leads, then the proof."""
    wrong = {finding.part for finding in claim.found}
    looked = claim.looked_at is not None and claim.state != ClaimState.REMOVED
    points = looked and Part.POINTS not in wrong
    proven = looked and Part.TOKEN not in wrong
    return [
        *_leading_here(claim, points),
        _record("TXT", claim.token_name, claim, txt_value(claim.token), proven),
    ]


def _leading_here(claim: DomainClaim, found: bool) -> Iterator[Record]:
    if not claim.is_apex:
        yield _record("CNAME", claim.domain, claim, settings.DOMAINS_TARGET, found)
        return
    for address in settings.DOMAINS_ADDRESSES:
        kind = "A" if ip_address(address).version == 4 else "AAAA"
        yield _record(kind, claim.domain, claim, address, found)
    yield _record(
        "ALIAS",
        claim.domain,
        claim,
        settings.DOMAINS_TARGET,
        found,
        alternative=bool(settings.DOMAINS_ADDRESSES),
    )


def _record(
    kind: str, name: str, claim: DomainClaim, value: str, found: bool, *, alternative: bool = False
) -> Record:
    short = name_at_provider(name, claim.domain)
    return Record(kind, name, short, value, found, alternative)
