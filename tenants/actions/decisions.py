"""The record behind a measure against a blog: begun and ended with it, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from accounts.letters import queue_letter_for
from journal.models import AuditEntry
from tenants.models import Membership, Tenant
from tenants.roles import Role
from tenants.watch.decisions import AppealState, Decision, FoundBy, Ground, Measure
from tenants.watch.queue import HIGH, Verdict, open_reports, points_of, settle
from tenants.watch.reports import Report, ReportState

if TYPE_CHECKING:
    from accounts.models import User

NEWS = "decision_news"
# A letter leaves this late, so that what is undone at once is never written about.
SECOND_THOUGHTS = timedelta(minutes=5)
AGAIN = "again"  # in place of a ground: what an Undo names stands again, as it was decided

VERDICTS = {Measure.SUSPENDED: Verdict.SUSPENDED, Measure.DISTRUSTED: Verdict.DISTRUSTED}
OPPOSITES = {Measure.SUSPENDED: Verdict.OPEN_AGAIN, Measure.DISTRUSTED: Verdict.TRUSTED}


def begin_measure(
    tenant: Tenant,
    measure: Measure,
    *,
    by: User | None,
    reason: str,
    ground: str,
    ended: Iterable[Decision] = (),
) -> Decision | None:
    """Write down what was decided and on what grounds, and have the owner told by letter.

    With AGAIN that of `ended` stands again which was about this. Where none was, a blog that is
    not trusted is as new ones are, and nothing was decided: None.
    """
    _end(tenant, measure)
    decision = _stand_again(tenant, measure, ended) if ground == AGAIN else None
    if decision is None and (ground != AGAIN or measure != Measure.DISTRUSTED):
        why = {"ground": ground or Ground.RULES, "reason": reason, "found_by": _found_by(tenant)}
        if ground == AGAIN:
            why |= _as_before(tenant, measure, reason=reason)
        decision = Decision.objects.create(tenant=tenant, measure=measure, decided_by=by, **why)
        tell_owner(decision, "decided", at=decision.decided_at)
    if measure in VERDICTS:
        settle(tenant, VERDICTS[measure], by=by)
    return decision


def told_of(decision: Decision | None, *, reason: str) -> dict[str, str]:
    """What the audit keeps of it beside why it was done now."""
    if decision is None:
        return {}
    seen = {} if decision.reason == reason else {"seen": decision.reason}
    return {"ground": decision.ground, **seen}


def end_measure(tenant: Tenant, measure: Measure, *, by: User | None, reason: str) -> None:
    """Note that it is over. An appeal that waits is answered by that; the owner is told."""
    for decision in _end(tenant, measure):
        if decision.appeal_state == AppealState.WAITING:
            answer(decision, AppealState.REVERSED, by=by, reason=reason)
        else:
            tell_owner(decision, "ended", at=decision.ended_at, reason=reason)
    if measure in OPPOSITES:
        settle(tenant, OPPOSITES[measure], by=by)


def answer(decision: Decision, state: AppealState, *, by: User | None, reason: str) -> None:
    """Answer the appeal, and have the owner told."""
    decision.appeal_state, decision.answer = state, reason
    decision.answered_at, decision.answered_by = timezone.now(), by
    decision.save(update_fields=["appeal_state", "answer", "answered_at", "answered_by"])
    tell_owner(decision, "answered", at=decision.answered_at)


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


def begin_again(decisions: Collection[UUID]) -> None:
    """Let decisions stand again that were ended by mistake, with an appeal that was answered so.

    The letter about it leaves only where the owner does not know that it stands.
    """
    for row in Decision.objects.filter(pk__in=decisions).select_for_update(no_key=True):
        row.ended_at = None
        if row.appeal_state == AppealState.REVERSED:
            row.appeal_state, row.answer = AppealState.WAITING, ""
            row.answered_at = row.answered_by = None
        row.save()
        tell_owner(row, "decided", at=row.decided_at, again="yes")


def tell_owner(decision: Decision, what: str, *, at: datetime | None, **words: str) -> None:
    """Have the blog's owner told, in their language; nobody where it has none.

    `at` is the moment of what is told: the letter looks whether that still holds as it goes out.
    """
    owners = Membership.objects.filter(tenant_id=decision.tenant_id, role=Role.OWNER)
    owner = owners.select_related("user").first()
    if owner is not None and at is not None:
        names = {"decision_id": str(decision.pk), "at": at.isoformat(), **words}
        names["language"] = owner.user.language
        queue_letter_for(timezone.now() + SECOND_THOUGHTS, NEWS, what=what, **names)


def _end(tenant: Tenant, measure: Measure) -> list[Decision]:
    standing = Decision.objects.standing(tenant.pk).filter(measure=measure)
    rows = list(standing.select_for_update(no_key=True))
    for row in rows:
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
    return rows


def _stand_again(tenant: Tenant, measure: Measure, ended: Iterable[Decision]) -> Decision | None:
    named = Decision.objects.filter(pk__in=[one.pk for one in ended])
    last = named.filter(tenant=tenant, measure=measure).order_by("-ended_at", "pk").first()
    if last is not None:
        begin_again([last.pk])
        last.refresh_from_db()
    return last


def _as_before(tenant: Tenant, measure: Measure, *, reason: str) -> dict[str, str]:
    """Ground and facts of a measure that no decision is known of, as far as the audit has them."""
    entries = AuditEntry.objects.filter(tenant_id=tenant.pk, action=f"tenant.{measure}")
    last = entries.order_by("-at").first()
    told = last.details if last else {}
    seen = told.get("seen") or told.get("reason") or reason
    return {"ground": told.get("ground") or Ground.RULES, "reason": seen}


def _found_by(tenant: Tenant) -> FoundBy:
    if open_reports(tenant.pk).exists():
        return FoundBy.REPORT
    return FoundBy.SIGNS if points_of(tenant.pk) >= HIGH else FoundBy.ADMIN
