"""Say what became of a report, and take that back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.trail import record_deed
from accounts.models import User
from tenants.actions.change import Refused, checked_reason
from tenants.actions.decisions import close_report, open_report
from tenants.actions.hold import hold
from tenants.watch.queue import have_reviewed, locked, look_away
from tenants.watch.reports import Report, ReportState

WORDS = {
    ReportState.OPEN: "report.reopened",
    ReportState.UPHELD: "report.upheld",
    ReportState.DISMISSED: "report.dismissed",
}


def uphold_report(report: Report, *, by: User | None, reason: str) -> Report:
    """Note that something was done about it. Raises Refused."""
    return _decide(report, ReportState.UPHELD, by=by, reason=reason)


def dismiss_report(report: Report, *, by: User | None, reason: str) -> Report:
    """Note that nothing is to be done. Raises Refused."""
    return _decide(report, ReportState.DISMISSED, by=by, reason=reason)


def reopen_report(report: Report, *, by: User | None, reason: str) -> Report:
    """Let it wait again. Raises Refused."""
    return _decide(report, ReportState.OPEN, by=by, reason=reason)


@transaction.atomic
def _decide(report: Report, state: ReportState, *, by: User | None, reason: str) -> Report:
    reason = checked_reason(reason)
    row = _held(report)
    if (row.state == ReportState.OPEN) == (state == ReportState.OPEN):
        words = {"state": row.get_state_display()}
        raise Refused(_("That was decided already: %(state)s.") % words)
    if state == ReportState.OPEN:
        open_report(row)
        have_reviewed(row.tenant_id)
    else:
        close_report(row, state, by=by, reason=reason)
        look_away(row.tenant)
    target = f"report {row.pk}"
    record_deed(WORDS[state], by=by, tenant_id=row.tenant_id, target=target, reason=reason)
    return row


def _held(report: Report) -> Report:
    """The blog and its place in the queue first, as whoever decides on the blog takes them."""
    tenant = hold(report.tenant_id)
    locked(tenant.pk)
    row: Report = Report.objects.select_for_update().get(pk=report.pk)
    row.tenant = tenant
    return row
