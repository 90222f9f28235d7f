"""The due work behind a claim, with real DNS answers and with the time moved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from journal.models import AuditEntry, PlatformWork
from journal.work import run_platform_work
from tenants.actions.remove_domain import remove_domain
from tenants.domains.models import DomainClaim
from tenants.models import ContentVersion, State, Tenant
from tests.conftest import MakeBlog
from tests.domains.conftest import NAME, TARGET, Owned, hosts_of, look, prove
from tests.support.dns_server import SERVFAIL, Zone
from tests.support.letters import deliver

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def due(claim: DomainClaim) -> PlatformWork:
    """The work that is planned for the claim; there is exactly one that still counts."""
    claim.refresh_from_db()
    return PlatformWork.objects.get(key=f"look_at_domain:{claim.pk}:{claim.looks}")


def acts(tenant: Tenant) -> list[str]:
    entries = AuditEntry.objects.filter(tenant_id=tenant.pk, action__startswith="domain.")
    return list(entries.order_by("at").values_list("action", flat=True))


def days_later(claim: DomainClaim, days: float) -> DomainClaim:
    """Let `days` go by, with every look that comes due meanwhile."""
    end = timezone.now() + timedelta(days=days)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        while claim.look_due_at and claim.look_due_at <= end:
            clock.move_to(claim.look_due_at)
            claim = look(claim)
        clock.move_to(end)
        claim.refresh_from_db()
    return claim


def test_the_worker_does_it(owned: Owned) -> None:
    claim = owned.add()
    prove(owned.zone, claim)
    run_platform_work()
    claim.refresh_from_db()
    assert claim.state == "live"
    assert due(claim).due_at - timezone.now() > timedelta(hours=23)


def test_what_works_is_routed_told_and_written_down(owned: Owned) -> None:
    version = ContentVersion.objects.get(tenant=owned.tenant).version
    owned.live()
    assert hosts_of(owned.tenant) == {NAME: True}
    assert acts(owned.tenant) == ["domain.added", "domain.verified", "domain.live"]
    assert ContentVersion.objects.get(tenant=owned.tenant).version > version
    (letter,) = deliver()
    assert letter.to == [owned.owner.email]
    assert letter.subject == f"{NAME} works"
    assert "http://alice.inkstead.localhost/studio/settings/domain/" in letter.body


def test_what_is_not_right_says_why_and_is_looked_at_again(owned: Owned) -> None:
    claim = look(owned.add())
    assert (claim.state, hosts_of(owned.tenant)) == ("waiting", {})
    assert {one.code for one in claim.found} == {"token_missing", "no_name"}
    pauses = []
    for _ in range(6):
        assert claim.look_due_at is not None
        with time_machine.travel(claim.look_due_at, tick=False):
            claim = look(claim)
            pauses.append(claim.look_due_at - timezone.now())  # type: ignore[operator]
    assert pauses == sorted(pauses)
    assert pauses[0] >= timedelta(seconds=15)


def test_after_thirty_days_nobody_looks_until_asked(owned: Owned) -> None:
    claim = owned.add()
    DomainClaim.objects.filter(pk=claim.pk).update(added_at=timezone.now() - 30 * DAY)
    claim = look(claim)
    assert claim.look_due_at is None
    assert "given_up" in {one.code for one in claim.found}


def test_a_look_that_is_out_of_date_does_nothing(owned: Owned) -> None:
    claim = owned.add()
    old = claim.looks
    prove(owned.zone, claim)
    DomainClaim.objects.filter(pk=claim.pk).update(looks=old + 1)
    PlatformWork.objects.filter(payload__look=old).update(due_at=timezone.now())
    run_platform_work()
    claim.refresh_from_db()
    assert (claim.state, claim.looked_at) == ("waiting", None)


def test_while_our_resolver_is_away_nothing_is_held_against_anybody(owned: Owned) -> None:
    claim = owned.live()
    owned.zone.drop(TARGET)
    PlatformWork.objects.filter(pk=due(claim).pk).update(due_at=timezone.now())
    run_platform_work()
    claim.refresh_from_db()
    assert (claim.state, claim.failing_since) == ("live", None)
    assert due(claim).done_at is None


def test_seven_days_of_grace_and_then_the_address_here(owned: Owned) -> None:
    claim = owned.live()
    deliver()
    owned.zone.set(NAME, A="203.0.113.5")
    claim = days_later(claim, 1.02)
    assert claim.failing_since is not None
    assert hosts_of(owned.tenant) == {NAME: True}
    assert deliver() == []  # once is no time
    claim = days_later(claim, 1.2)
    (letter,) = deliver()
    assert letter.subject == f"Something is wrong with {NAME}"
    assert "203.0.113.5" in str(letter.body)
    claim = days_later(claim, 7.9)
    assert (claim.state, hosts_of(owned.tenant)) == ("live", {NAME: True})
    claim = days_later(claim, 8.1)
    assert (claim.state, hosts_of(owned.tenant)) == ("lapsed", {})
    (letter,) = deliver()
    assert letter.subject == f"{NAME} has stopped working"
    assert acts(owned.tenant)[-2:] == ["domain.failing", "domain.lapsed"]


def test_a_lapsed_domain_that_points_here_leads_on(owned: Owned) -> None:
    claim = owned.live()
    owned.zone.drop(claim.token_name)
    claim = days_later(claim, 8.2)
    assert (claim.state, hosts_of(owned.tenant)) == ("lapsed", {NAME: False})


def test_a_lapsed_domain_comes_back_by_itself(owned: Owned) -> None:
    claim = owned.live()
    owned.zone.set(NAME, A="203.0.113.5")
    claim = days_later(claim, 8.2)
    owned.zone.set(NAME, CNAME=TARGET)
    claim = days_later(claim, 9.5)
    assert (claim.state, hosts_of(owned.tenant)) == ("live", {NAME: True})


def test_what_is_mended_within_the_grace_is_told_too(owned: Owned) -> None:
    claim = owned.live()
    owned.zone.faults[NAME] = SERVFAIL
    claim = days_later(claim, 2)
    owned.zone.faults.clear()
    deliver()
    claim = days_later(claim, 3)
    assert (claim.state, claim.failing_since) == ("live", None)
    (letter,) = deliver()
    assert letter.subject == f"{NAME} works again"


def test_a_removed_domain_leads_on_until_it_points_elsewhere(owned: Owned) -> None:
    claim = owned.live()
    remove_domain(owned.tenant, claim.pk, by=owned.owner)
    owned.zone.drop(claim.token_name)
    claim.refresh_from_db()
    claim = days_later(claim, 40)
    assert (claim.state, hosts_of(owned.tenant)) == ("removed", {NAME: False})
    owned.zone.set(NAME, A="203.0.113.5")
    with time_machine.travel(timezone.now() + 42 * DAY, tick=False):
        look(claim)
    assert hosts_of(owned.tenant) == {}
    assert not DomainClaim.objects.filter(pk=claim.pk).exists()


def test_a_blog_in_the_trash_is_not_looked_at(owned: Owned) -> None:
    claim = owned.live()
    Tenant.objects.filter(pk=owned.tenant.pk).update(state=State.DELETED)
    owned.zone.asked.clear()
    claim = look(claim)
    assert owned.zone.asked == []
    assert claim.look_due_at is not None


def test_a_suspended_blog_keeps_its_domain(owned: Owned) -> None:
    claim = owned.live()
    Tenant.objects.filter(pk=owned.tenant.pk).update(state=State.SUSPENDED)
    assert look(claim).state == "live"


def test_an_owner_with_an_unconfirmed_address_gets_no_letter(another: Owned) -> None:
    another.live()
    assert deliver() == []


def test_the_letter_is_in_the_owners_language(owned: Owned) -> None:
    owned.owner.language = "de"
    owned.owner.save()
    owned.live()
    (letter,) = deliver()
    assert letter.subject == f"{NAME} funktioniert"


def test_old_looks_are_cleared_away(owned: Owned) -> None:
    from tenants.due.clear import clear_expired

    claim = owned.add()
    run_platform_work()
    with time_machine.travel(timezone.now() + 8 * DAY, tick=False):
        clear_expired()
    kept = PlatformWork.objects.filter(kind="look_at_domain", done_at=None)
    assert PlatformWork.objects.filter(kind="look_at_domain").count() == kept.count() == 1
    assert due(claim).done_at is None


def test_the_other_host_of_a_pair_leads_to_the_first(owned: Owned) -> None:
    owned.live("www.example.com")
    owned.live("example.com")
    assert hosts_of(owned.tenant) == {"www.example.com": True, "example.com": False}


def test_when_the_main_one_lapses_the_other_takes_its_place(owned: Owned) -> None:
    first = owned.live("www.example.com")
    owned.live("example.com")
    owned.zone.set("www.example.com", A="203.0.113.5")
    days_later(first, 8.2)
    assert hosts_of(owned.tenant) == {"example.com": True}


@pytest.mark.parametrize("answer", ["127.0.0.1", "169.254.169.254", "::1"])
def test_an_address_of_the_inside_is_only_the_wrong_one(
    make_blog: MakeBlog, owned: Owned, zone: Zone, answer: str, settings: Any
) -> None:
    claim = owned.add()
    prove(zone, claim)
    zone.set(NAME, **{"AAAA" if ":" in answer else "A": answer})
    assert {one.code for one in look(claim).found} == {"elsewhere"}
