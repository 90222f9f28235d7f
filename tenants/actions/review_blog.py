"""An admin's decision on a blog that waits in the queue: one act, one audit entry, and its Undo.

`seen` is the version of the row that was on the screen: what changed meanwhile is never decided
over. The reports that were on the screen are closed with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.trail import record_deed
from accounts.models import User
from tenants.actions.change import Refused, checked_reason, finish
from tenants.actions.decisions import begin_again, close_reports, open_report
from tenants.actions.hold import hold
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trust_tenant import trust_tenant
from tenants.models import State, Tenant
from tenants.watch.decisions import Decision, Measure
from tenants.watch.queue import (
    SHOWN,
    Review,
    Verdict,
    locked,
    look_away,
    open_reports,
    settle,
    weight_of,
)
from tenants.watch.reports import Report, ReportState

PAUSE = timedelta(days=1)


@transaction.atomic
def pass_blog(tenant: Tenant, *, by: User | None, reason: str, seen: int) -> None:
    """Nothing is wrong with it: it is trusted, if it was not, and its reports are closed."""
    reason = checked_reason(reason)
    row, before = _take(tenant, seen)
    before["trusted"] = row.trusted
    standing = Decision.objects.standing(row.pk).filter(measure=Measure.DISTRUSTED)
    before["ended"] = [str(pk) for pk in standing.values_list("pk", flat=True)]
    if row.trusted:
        settle(row, Verdict.TRUSTED, by=by)
        _note("review.passed", row, by=by, reason=reason, reports=before["reports"])
    else:
        trust_tenant(row, by=by, reason=reason, reports=before["reports"])
    _close(row, ReportState.DISMISSED, before, by=by, reason=reason)


@transaction.atomic
def suspend_reviewed(
    tenant: Tenant, *, by: User | None, reason: str, ground: str, seen: int
) -> None:
    """Suspend it on that `ground`; its reports are closed as those that something came of."""
    reason = checked_reason(reason)
    row, before = _take(tenant, seen)
    suspend_tenant(row, by=by, reason=reason, ground=ground, reports=before["reports"])
    _close(row, ReportState.UPHELD, before, by=by, reason=reason)


@transaction.atomic
def put_off(tenant: Tenant, *, by: User | None, seen: int) -> None:
    """Let it wait where it is, out of sight for a day."""
    row, before = _take(tenant, seen)
    review = locked(row.pk)
    review.later_until, review.verdict = timezone.now() + PAUSE, Verdict.LATER
    review.decided_at, review.decided_by = timezone.now(), by
    review.version += 1
    review.before = {**before, "reports": []}  # they wait on, and are decided on by themselves
    review.save()
    _note("review.put_off", row, by=by, reason=_("Put off."))


@transaction.atomic
def undo_review(tenant: Tenant, *, by: User | None, reason: str) -> None:
    """Take the last decision back, unless somebody decided anew since; raises Refused.

    The blog waits again as it did, its reports are open, and no letter about it goes out any more.
    """
    reason = checked_reason(reason)
    row = hold(tenant.pk)
    review = locked(row.pk)
    before = dict(review.before)
    if not before:
        raise _meanwhile(row, review)
    _give_back(row, review, before, by=by, reason=reason)
    for report in Report.objects.filter(pk__in=before["reports"]).select_for_update():
        open_report(report)
    review = locked(row.pk)
    review.waiting_since = datetime.fromisoformat(before["waiting_since"])
    review.weight, review.verdict = weight_of(row.pk), before["verdict"]
    review.points, review.later_until, review.before = before["points"], None, {}
    review.version += 1
    review.save()


def _take(tenant: Tenant, seen: int) -> tuple[Tenant, dict[str, Any]]:
    """The blog's row, held, and what Undo would give back; raises Refused if it was seen before."""
    row = hold(tenant.pk)
    review = locked(row.pk)
    if review.version != seen or review.waiting_since is None or row.state not in SHOWN:
        raise _meanwhile(row, review)
    return row, {
        "waiting_since": review.waiting_since.isoformat(),
        "verdict": review.verdict,
        "points": review.points,
        "state": row.state,
        "reports": [str(pk) for pk in open_reports(row.pk).values_list("pk", flat=True)],
    }


def _close(
    row: Tenant, state: ReportState, before: dict[str, Any], *, by: User | None, reason: str
) -> None:
    only = [UUID(pk) for pk in cast("Sequence[str]", before["reports"])]
    close_reports(row, state, by=by, reason=reason, only=only)
    look_away(row)
    Review.objects.filter(pk=row.pk).update(before=before)


def _give_back(
    row: Tenant, review: Review, before: dict[str, Any], *, by: User | None, reason: str
) -> None:
    if row.state != before["state"]:
        if row.state != State.SUSPENDED:
            raise _meanwhile(row, review)
        resume_tenant(row, by=by, reason=reason)
    elif row.trusted and before.get("trusted") is False:
        row.trusted = False
        row.save(update_fields=["trusted"])
        begin_again([UUID(pk) for pk in before["ended"]])
        finish("tenant.distrusted", row, by=by, reason=reason)
    else:
        _note("review.undone", row, by=by, reason=reason)


def _meanwhile(row: Tenant, review: Review) -> Refused:
    names = {"name": row.name, "verdict": review.get_verdict_display().lower()}
    if review.waiting_since is not None and review.later_until is None:
        return Refused(_("Something came in about %(name)s meanwhile: look at it again.") % names)
    if review.decided_by is not None and review.verdict:
        names["who"] = review.decided_by.display_name
        return Refused(_("%(who)s decided on %(name)s meanwhile: %(verdict)s.") % names)
    return Refused(_("%(name)s was decided on meanwhile.") % names)


def _note(action: str, row: Tenant, *, by: User | None, **details: Any) -> None:
    record_deed(action, by=by, tenant_id=row.pk, target=row.name, **details)
