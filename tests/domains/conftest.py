"""A resolver of our own, and what a domain needs there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from tenants.actions.add_domain import add_domain
from tenants.domains import dns
from tenants.domains.check import check
from tenants.domains.look import txt_value
from tenants.domains.models import DomainClaim
from tenants.models import Tenant
from tests.conftest import MakeBlog
from tests.support.dns_server import Zone, dns_server

OURS, OURS_6 = "198.51.100.7", "2001:db8:7::1"
TARGET = "edge.inkstead.example"
NAME = "blog.example.com"


@pytest.fixture(scope="session")
def resolver() -> Iterator[Zone]:
    """One server for all tests."""
    with dns_server() as zone:
        yield zone


@pytest.fixture
def zone(resolver: Zone, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Zone:
    """A zone in which our own name leads here, and nothing else is known."""
    resolver.records.clear()
    resolver.faults.clear()
    resolver.asked.clear()
    resolver.set(TARGET, A=OURS, AAAA=OURS_6)
    settings.DNS_SERVERS = [resolver.address]
    settings.DOMAINS_TARGET = TARGET
    settings.DOMAINS_ADDRESSES = []
    monkeypatch.setattr(dns, "LIFETIME_SECONDS", 1.5)
    monkeypatch.setattr(dns, "TRY_SECONDS", 0.5)
    return resolver


def look(claim: DomainClaim) -> DomainClaim:
    """Do the due work of a claim, as the worker would; returns the row afterwards."""
    claim.refresh_from_db()
    check({"claim": str(claim.pk), "look": claim.looks})
    return DomainClaim.objects.filter(pk=claim.pk).first() or claim


def prove(zone: Zone, claim: DomainClaim) -> None:
    """Set the records that the claim asks for."""
    zone.set(claim.domain, CNAME=TARGET)
    known = zone.records.get(claim.token_name, {}).get("TXT", [])
    zone.set(claim.token_name, TXT=[*known, txt_value(claim.token)])


@dataclass
class Owned:
    """A blog with its owner, and how its domains come to be."""

    tenant: Tenant
    owner: User
    zone: Zone

    def add(self, domain: str = NAME) -> DomainClaim:
        """A claim that nobody looked at yet."""
        return add_domain(self.tenant, by=self.owner, domain=domain)

    def live(self, domain: str = NAME) -> DomainClaim:
        """A domain that works."""
        claim = self.add(domain)
        prove(self.zone, claim)
        claim = look(claim)
        assert claim.state == "live", claim.findings
        return claim


@pytest.fixture
def owned(make_blog: MakeBlog, alice: User, zone: Zone) -> Owned:
    """Alice's blog; her address is confirmed, so letters reach her."""
    confirm(alice)
    return Owned(make_blog("alice", owner=alice, name="Alice writes"), alice, zone)


@pytest.fixture
def another(make_blog: MakeBlog, bob: User, zone: Zone) -> Owned:
    """Bob's blog."""
    return Owned(make_blog("bobby", owner=bob, name="Bob writes"), bob, zone)


type Hosts = Callable[[Tenant], dict[str, bool]]


def confirm(user: User) -> None:
    """As if the link in the letter had been followed."""
    user.email_confirmed_at = timezone.now()
    user.save(update_fields=["email_confirmed_at"])


def hosts_of(tenant: Tenant) -> dict[str, bool]:
    """The domains of its owner's own that route to it, and whether readers are led there."""
    rows = tenant.domains.filter(is_custom=True).values_list("domain", "is_canonical")
    return dict(rows)
