"""The record behind a measure against a blog: begun and ended with it, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from accounts.letters import queue_letter_for
from tenants.models import Membership, Tenant
from tenants.roles import Role
from tenants.watch.decisions import AppealState, Decision, FoundBy, Measure
from tenants.watch.queue import HIGH, Verdict, open_reports, points_of, settle
from tenants.watch.reports import Report, ReportState

if TYPE_CHECKING:
    from accounts.models import User

NEWS = "decision_news"
# A letter leaves this late, so that what is undone at once is never written about.
SECOND_THOUGHTS = timedelta(minutes=5)

VERDICTS = {Measure.SUSPENDED: Verdict.SUSPENDED, Measure.DISTRUSTED: Verdict.DISTRUSTED}
OPPOSITES = {Measure.SUSPENDED: Verdict.OPEN_AGAIN, Measure.DISTRUSTED: Verdict.TRUSTED}


def begin_measure(
    tenant: Tenant, measure: Measure, *, by: User | None, reason: str, ground: str
) -> Decision:
    """Write down what was decided and on what grounds, and have the owner told by letter."""
    _end(tenant, measure)
    decision: Decision = Decision.objects.create(
        tenant=tenant,
        measure=measure,
        ground=ground,
        reason=reason,
        found_by=_found_by(tenant),
        decided_by=by,
    )
    tell_owner(decision, "decided", decision.decided_at.isoformat(), after=SECOND_THOUGHTS)
    if measure in VERDICTS:
        settle(tenant, VERDICTS[measure], by=by)
    return decision


def end_measure(tenant: Tenant, measure: Measure, *, by: User | None, reason: str) -> None:
    """Note that it is over. An appeal that waits is answered by that; the owner is told."""
    for decision in _end(tenant, measure):
        if decision.appeal_state == AppealState.WAITING:
            answer(decision, AppealState.REVERSED, by=by, reason=reason)
        elif timezone.now() - decision.decided_at >= SECOND_THOUGHTS:
            tell_owner(decision, "ended", reason)
    if measure in OPPOSITES:
        settle(tenant, OPPOSITES[measure], by=by)


def answer(decision: Decision, state: AppealState, *, by: User | None, reason: str) -> None:
    """Answer the appeal, and have the owner told."""
    decision.appeal_state, decision.answer = state, reason
    decision.answered_at, decision.answered_by = timezone.now(), by
    decision.save(update_fields=["appeal_state", "answer", "answered_at", "answered_by"])
    at = decision.answered_at.isoformat()
    tell_owner(decision, "answered", at, after=SECOND_THOUGHTS)


def close_reports(
    tenant: Tenant, state: ReportState, *, by: User | None, reason: str, only: Collection[UUID]
) -> list[str]:
    """Close those of `only` that are still open, return their ids; who sent one is told."""
    rows = list(open_reports(tenant.pk).filter(pk__in=only).select_for_update())
    for row in rows:
        close_report(row, state, by=by, reason=reason)
    return [str(row.pk) for row in rows]


def close_report(report: Report, state: ReportState, *, by: User | None, reason: str) -> None:
    """Write down what became of a report, and have its sender told where there is an e-mail."""
    report.state, report.reason = state, reason
    report.decided_at, report.decided_by = timezone.now(), by
    if state == ReportState.UPHELD:
        report.decision = Decision.objects.standing(report.tenant_id).first()
    report.save(update_fields=["state", "reason", "decided_at", "decided_by", "decision"])
    if report.email:
        at = report.decided_at.isoformat()
        words = {"report_id": str(report.pk), "at": at, "language": report.language}
        queue_letter_for(timezone.now() + SECOND_THOUGHTS, NEWS, what="outcome", **words)


def open_report(report: Report) -> None:
    """Let a report wait again."""
    report.state, report.reason = ReportState.OPEN, ""
    report.decided_at = report.decided_by = report.decision = None
    report.save(update_fields=["state", "reason", "decided_at", "decided_by", "decision"])


def tell_owner(
    decision: Decision, what: str, words: str, *, after: timedelta = timedelta(0)
) -> None:
    """Have the blog's owner told, in their language; nobody where it has none."""
    owners = Membership.objects.filter(tenant_id=decision.tenant_id, role=Role.OWNER)
    owner = owners.select_related("user").first()
    if owner is not None:
        names = {"decision_id": str(decision.pk), "words": words}
        names["language"] = owner.user.language
        queue_letter_for(timezone.now() + after, NEWS, what=what, **names)


def _end(tenant: Tenant, measure: Measure) -> list[Decision]:
    standing = Decision.objects.standing(tenant.pk).filter(measure=measure)
    rows = list(standing.select_for_update())
    Decision.objects.filter(pk__in=[row.pk for row in rows]).update(ended_at=timezone.now())
    return rows


def _found_by(tenant: Tenant) -> FoundBy:
    if open_reports(tenant.pk).exists():
        return FoundBy.REPORT
    return FoundBy.SIGNS if points_of(tenant.pk) >= HIGH else FoundBy.ADMIN
