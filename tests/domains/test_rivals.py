"""Two blogs and one domain."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from tenants.actions.add_domain import add_domain
from tenants.actions.change import Refused
from tenants.actions.purge_tenant import purge_tenant
from tenants.actions.remove_domain import remove_domain, restore_domain
from tenants.actions.trash_tenant import trash_tenant
from tenants.domains.check import _write_down
from tenants.domains.course import Points, Seen
from tenants.domains.models import DomainClaim
from tenants.models import Domain
from tests.conftest import MakeBlog
from tests.domains.conftest import NAME, TARGET, Owned, confirm, hosts_of, look, prove
from tests.support.dns_server import Zone
from tests.support.hands import Hands


@pytest.mark.django_db
def test_an_unproven_claim_is_in_nobodys_way(owned: Owned, another: Owned) -> None:
    squatter = another.add()
    look(squatter)
    owned.live()
    assert hosts_of(owned.tenant) == {NAME: True}
    squatter = look(squatter)
    assert squatter.state == "waiting"


@pytest.mark.django_db
def test_a_proven_one_is(owned: Owned, another: Owned) -> None:
    owned.live()
    with pytest.raises(Refused, match="Another blog here uses"):
        another.add()


@pytest.mark.django_db
def test_tokens_prove_one_blog_one_domain_one_try(owned: Owned, another: Owned) -> None:
    mine, theirs, other = owned.add(), another.add(), owned.add("shop.example.com")
    prove(owned.zone, mine)
    assert len({mine.token, theirs.token, other.token}) == 3
    owned.zone.set("shop.example.com", CNAME=TARGET)
    owned.zone.set(other.token_name, TXT=f"inkstead-verify={mine.token}")
    assert look(theirs).state == "waiting"
    assert look(other).state == "waiting"
    remove_domain(owned.tenant, mine.pk, by=owned.owner)
    again = owned.add()
    assert again.token != mine.token
    assert look(again).state == "waiting"  # the old token still stands there


@pytest.mark.django_db
def test_whoever_proves_what_another_removed_has_it(owned: Owned, another: Owned) -> None:
    mine = owned.live()
    remove_domain(owned.tenant, mine.pk, by=owned.owner)
    theirs = another.add()
    prove(owned.zone, theirs)
    assert look(theirs).state == "live"
    assert (hosts_of(owned.tenant), hosts_of(another.tenant)) == ({}, {NAME: True})
    with pytest.raises(Refused, match="Another blog here uses"):
        restore_domain(owned.tenant, mine.pk, by=owned.owner)


@pytest.mark.django_db
def test_a_blog_in_the_trash_holds_no_domain(owned: Owned, another: Owned) -> None:
    mine = owned.live()
    trash_tenant(owned.tenant, by=owned.owner, reason="Enough")
    theirs = another.add()
    prove(owned.zone, theirs)
    assert look(theirs).state == "live"
    mine.refresh_from_db()
    assert mine.state == "lapsed"
    assert [one.code for one in mine.found] == ["taken"]


@pytest.mark.django_db(transaction=True)
def test_a_purge_lets_go_of_domains_and_keeps_addresses(owned: Owned, another: Owned) -> None:
    owned.live()
    given = list(owned.tenant.domains.filter(is_custom=False).values_list("domain", flat=True))
    trash_tenant(owned.tenant, by=owned.owner, reason="Enough")
    proof = purge_tenant(owned.tenant, by=None, reason="Enough")
    assert proof.holds, proof.left
    assert proof.left["domains_domainclaim"] == 0
    assert list(owned.tenant.domains.values_list("domain", flat=True)) == given
    another.live()


@pytest.mark.django_db
def test_a_claim_on_a_siblings_subdomain_is_refused(owned: Owned, another: Owned) -> None:
    for typed in ("alice.inkstead.localhost", "x.alice.inkstead.localhost", "inkstead.localhost"):
        with pytest.raises(Refused, match="belongs to this platform"):
            another.add(typed)


@pytest.mark.django_db
def test_a_name_below_a_siblings_domain_has_to_be_proven_itself(
    owned: Owned, another: Owned
) -> None:
    owned.live("example.com")
    below = another.add("blog.example.com")
    owned.zone.set("blog.example.com", CNAME=TARGET)
    assert look(below).state == "waiting"
    prove(owned.zone, below)
    assert look(below).state == "live"


@pytest.mark.django_db
def test_the_database_allows_one_holder(owned: Owned, another: Owned) -> None:
    owned.live()
    claim = DomainClaim.objects.create(tenant=another.tenant, domain=NAME)
    with pytest.raises(IntegrityError), transaction.atomic():
        DomainClaim.objects.filter(pk=claim.pk).update(state="live")
    with pytest.raises(IntegrityError), transaction.atomic():
        Domain.objects.create(tenant=another.tenant, domain=NAME, skeleton="x", is_primary=False)


@pytest.fixture
def rivals(transactional_db: None, make_blog: MakeBlog, zone: Zone) -> Iterator[list[DomainClaim]]:
    """Ten blogs that have all set their token for one domain."""
    claims = []
    for number in range(10):
        owner = User.objects.create_user(f"rival-{number}@post.example", "a sentence is fine")
        confirm(owner)
        tenant = make_blog(f"rival{number}x", owner=owner)
        claims.append(add_domain(tenant, by=owner, domain=NAME))
        prove(zone, claims[-1])
    yield claims


def test_of_many_at_once_exactly_one_wins(rivals: list[DomainClaim]) -> None:
    start = threading.Barrier(len(rivals))

    def race(claim: DomainClaim) -> None:
        start.wait()
        with transaction.atomic():
            _write_down(claim.pk, claim.looks, Seen(Points.HERE))

    with Hands(len(rivals)) as hands:
        list(hands.map(race, rivals))
    states = list(DomainClaim.objects.values_list("state", flat=True))
    assert sorted(states) == ["live", *["waiting"] * 9]
    (row,) = Domain.objects.filter(is_custom=True)
    winner = DomainClaim.objects.get(state="live")
    assert (row.tenant_id, row.is_canonical) == (winner.tenant_id, True)
    losers: Any = DomainClaim.objects.filter(state="waiting")
    assert {one.found[-1].code for one in losers} == {"taken"}
