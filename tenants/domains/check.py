"""The due work behind a claim: look outside of a transaction, then settle what follows in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.letters import queue_letter
from journal.work import NotYet, handles
from tenants.domains.canonical import route, settle, unroute
from tenants.domains.course import News, Seen, Standing, Step, next_step
from tenants.domains.findings import Code, Finding, Part
from tenants.domains.look import ResolverAway, look_at
from tenants.domains.models import ClaimState, DomainClaim
from tenants.domains.plan import KIND, plan_look
from tenants.models import Domain, State, Tenant

TOLD = {News.LIVE, News.FAILING, News.RECOVERED, News.LAPSED}
OPEN = {State.READY, State.SUSPENDED}
SLEEP = timedelta(days=1)  # between looks at a blog that is in the trash


def register() -> None:
    """Take up the work; it may run again after a crash, since a look changes nothing."""
    handles(KIND, check, atomic=False)


def check(payload: dict[str, Any]) -> None:
    """Look at a claim's domain and settle it; raises NotYet while our own resolver is away."""
    claims = DomainClaim.objects.select_related("tenant")
    claim = claims.filter(pk=UUID(payload["claim"]), looks=payload["look"]).first()
    if claim is None:
        return  # removed, or another look was planned meanwhile
    seen = None
    if claim.tenant.state in OPEN:
        try:
            seen = look_at(claim.domain, claim.token)
        except ResolverAway as error:
            raise NotYet(str(error)) from None
    with transaction.atomic():
        _write_down(claim.pk, payload["look"], seen)


def _write_down(claim_id: UUID, number: int, seen: Seen | None) -> None:
    claim = _locked(claim_id)
    if claim is None or claim.looks != number:
        return
    now = timezone.now()
    if seen is None:
        plan_look(claim, now + SLEEP)
        return
    taken = DomainClaim.objects.held_by_others(claim.domain, than=claim.tenant_id).exists()
    step = next_step(now, _standing(claim), seen, taken=taken)
    if taken and seen.is_right and step.state == ClaimState.WAITING:
        taken_by = Finding(Part.OWNER, Code.TAKEN, {"name": claim.domain})
        step = replace(step, findings=(*step.findings, taken_by))
    _take(claim, step)


def _locked(claim_id: UUID) -> DomainClaim | None:
    """The claim, with all others on its domain and their blogs held: of many, one wins."""
    domains = DomainClaim.objects.filter(pk=claim_id).values("domain")
    rivals = DomainClaim.objects.filter(domain__in=domains)
    blogs = Tenant.objects.filter(pk__in=rivals.values("tenant_id")).order_by("pk")
    list(blogs.select_for_update(no_key=True))
    held = rivals.order_by("pk").select_for_update(of=("self",)).select_related("tenant")
    return next((claim for claim in held if claim.pk == claim_id), None)


def _standing(claim: DomainClaim) -> Standing:
    own = Domain.objects.filter(domain=claim.domain, tenant_id=claim.tenant_id)
    return Standing(
        state=claim.state,
        added_at=claim.added_at,
        state_since=claim.state_since,
        failing_since=claim.failing_since,
        told_at=claim.told_at,
        routed=own.exists(),
    )


def _take(claim: DomainClaim, step: Step) -> None:
    """Write the step down, and everything that follows from it."""
    if step.state is None:
        unroute(claim)
        claim.delete()
        return
    before, now = claim.state, timezone.now()
    if News.VERIFIED in step.news:
        _let_go(claim)
        claim.verified_at = now
    claim.state, claim.looked_at = step.state, now
    claim.state_since = claim.state_since if step.state == before else now
    claim.failing_since, claim.told_at = step.failing_since, step.told_at
    claim.findings = [finding.as_json() for finding in step.findings]
    claim.save()
    was_routed = _standing(claim).routed
    (route if step.routed else unroute)(claim)
    plan_look(claim, now + step.again if step.again else None)
    for news in step.news:
        settle(f"domain.{news}", claim.tenant, by=None, via="look", domain=claim.domain)
        if news in TOLD:
            tell_owner(claim, news)
    if not step.news and (step.state != before or was_routed != step.routed):
        settle("domain.changed", claim.tenant, by=None, via="look", domain=claim.domain)


def _let_go(claim: DomainClaim) -> None:
    """Take the domain from whoever had it and no longer holds it: removed, lapsed, in the trash."""
    rivals = DomainClaim.objects.filter(domain=claim.domain).exclude(pk=claim.pk)
    routed = Domain.objects.filter(domain=claim.domain, is_custom=True).values("tenant_id")
    for rival in rivals.filter(tenant_id__in=routed).select_related("tenant"):
        unroute(rival)
        taken = Finding(Part.OWNER, Code.TAKEN, {"name": claim.domain})
        if rival.state != ClaimState.REMOVED:
            rival.state, rival.state_since = ClaimState.LAPSED, timezone.now()
        rival.findings = [taken.as_json()]
        rival.save()
        settle("domain.lost", rival.tenant, by=None, via="look", domain=claim.domain)


def tell_owner(claim: DomainClaim, what: str, *, by: str = "") -> None:
    """A letter to the blog's owner, once the open transaction is committed."""
    queue_letter(
        "domain_news",
        tenant_id=str(claim.tenant_id),
        domain=claim.domain,
        what=str(what),
        findings=claim.findings,
        by=by,
    )
