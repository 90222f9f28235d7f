"""What the room Domain shows, read from public before the page is rendered in the blog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from kit.origins import blog_url
from tenants.domains.course import GRACE, PATIENCE
from tenants.domains.findings import sentence
from tenants.domains.models import ClaimState, DomainClaim
from tenants.domains.names import registrable
from tenants.domains.records import Record, records_of
from tenants.house.switches import is_on
from tenants.http import MemberRequest
from tenants.models import Domain
from tenants.plans.usage import Kind, Usage

# A page looks at itself again while something may happen within minutes.
SOON = {ClaimState.WAITING, ClaimState.SECURING}
BADGES = {
    ClaimState.WAITING: "warn",
    ClaimState.SECURING: "warn",
    ClaimState.LIVE: "good",
    ClaimState.LAPSED: "bad",
    ClaimState.REMOVED: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One domain, as the page tells of it."""

    id: UUID
    name: str  # in its own letters
    domain: str
    state: str
    state_label: str
    badge: str
    url: str
    zone: str
    records: list[Record]
    reasons: list[str]
    leads_to: str  # the host that its visitors are led on to; empty when they stay
    may_lead: bool  # whether it can be made the one that readers are led to
    until: datetime | None  # when a failing one stops working
    looked_at: datetime | None
    look_due_at: datetime | None
    is_due: bool

    @property
    def works(self) -> bool:
        """Whether readers read there, or are led on from there."""
        return self.state == ClaimState.LIVE


def domain_context(request: MemberRequest) -> dict[str, object]:
    """Everything the room's template wants to know, without a query left to make."""
    tenant_id = request.tenant.id
    claims = list(DomainClaim.objects.of(tenant_id))
    canonical = Domain.objects.filter(tenant_id=tenant_id, is_canonical=True)
    custom = canonical.values_list("domain", flat=True).first() or ""
    lines = list(_lines(claims, custom))
    named = sum(claim.state != ClaimState.REMOVED for claim in claims)
    return {
        "lines": lines,
        "plan_usage": Usage(Kind.DOMAINS, named, request.membership.tenant.limits.domains),
        "given_host": request.tenant.primary_host,
        "read_at": next((line.name for line in lines if line.domain == custom), ""),
        "watching": any(_is_soon(line) for line in lines),
        "target": settings.DOMAINS_TARGET,
        "is_off": not is_on("domains", tenant_id),
        "grace_days": GRACE.days,
        "patience_days": PATIENCE.days,
    }


def _lines(claims: list[DomainClaim], custom: str) -> Iterator[Line]:
    works = sum(claim.state == ClaimState.LIVE for claim in claims)
    names = {claim.domain: claim.name for claim in claims}
    for claim in claims:
        live = claim.state == ClaimState.LIVE
        since = claim.failing_since
        yield Line(
            id=claim.pk,
            name=claim.name,
            domain=claim.domain,
            state=claim.state,
            state_label=_("Something is wrong") if since else str(ClaimState(claim.state).label),
            badge="bad" if since else BADGES[ClaimState(claim.state)],
            url=blog_url(claim.domain),
            zone=registrable(claim.domain),
            records=records_of(claim),
            reasons=[sentence(one) for one in claim.found],
            leads_to=names.get(custom, "") if live and claim.domain != custom else "",
            may_lead=live and works > 1 and claim.domain != custom,
            until=since + GRACE if since else None,
            looked_at=claim.looked_at,
            look_due_at=claim.look_due_at,
            is_due=claim.is_due,
        )


def _is_soon(line: Line) -> bool:
    return line.is_due or (line.state in SOON and line.look_due_at is not None)
