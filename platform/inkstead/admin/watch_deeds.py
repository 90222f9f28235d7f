"""What an admin can do to a report, and to a decision that somebody objects to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from inkstead.admin.deed import letter_deed, office_deed
from tenants.actions.appeal import reopen_appeal, reverse_decision, uphold_decision
from tenants.actions.decide_report import dismiss_report, reopen_report, uphold_report
from tenants.watch.decisions import AppealState, Decision
from tenants.watch.reports import Report, ReportState


def _is_open(report: Report) -> bool:
    return report.state == ReportState.OPEN


def _is_waiting(decision: Decision) -> bool:
    return decision.appeal_state == AppealState.WAITING


REPORTS = (
    office_deed(
        verb="uphold",
        name=_("Something was done"),
        hint=_("What was done to the blog stands in its history; this closes the report."),
        question=_("Close the report about %(name)s: something was done"),
        done=_("%(name)s: the report is closed."),
        act=uphold_report,
        fits=_is_open,
        undo="reopen",
    ),
    office_deed(
        verb="dismiss",
        name=_("Leave it"),
        hint=_("Nothing is wrong there, or nothing that we act on."),
        question=_("Close the report about %(name)s without doing anything"),
        done=_("%(name)s: the report is closed."),
        act=dismiss_report,
        fits=_is_open,
        undo="reopen",
    ),
    office_deed(
        verb="reopen",
        name=_("Open it again"),
        hint=_("It waits for a decision once more."),
        question=_("Open the report about %(name)s again?"),
        done=_("%(name)s: the report waits again."),
        act=reopen_report,
        fits=lambda report: not _is_open(report),
    ),
)

DECISIONS = (
    letter_deed(
        verb="uphold",
        name=_("Let it stand"),
        hint=_("The decision stays as it is. A letter says so, with your reason."),
        question=_("Let the decision about %(name)s stand?"),
        done=_("%(name)s: the decision stands. The letter is on its way."),
        act=uphold_decision,
        fits=_is_waiting,
        undo="reopen",
    ),
    letter_deed(
        verb="reverse",
        name=_("Take it back"),
        hint=_("The blog is as it was before. A letter says so, with your reason."),
        question=_("Take the decision about %(name)s back?"),
        done=_("%(name)s is as it was before. The letter is on its way."),
        act=reverse_decision,
        fits=_is_waiting,
    ),
    letter_deed(
        verb="reopen",
        name=_("Open the appeal again"),
        hint=_("It waits for an answer once more."),
        question=_("Open the appeal about %(name)s again?"),
        done=_("%(name)s: the appeal waits again."),
        act=reopen_appeal,
        fits=lambda row: row.appeal_state == AppealState.UPHELD and row.ended_at is None,
    ),
)
