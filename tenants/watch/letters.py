"""Letters about a decision: to the blog's owner, and to whoever reported it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.letters import PLATFORM_NAME, Letter, Payload
from kit.origins import platform_url
from tenants.models import Membership
from tenants.roles import Role
from tenants.watch.decisions import AppealState, Decision
from tenants.watch.reports import Report, ReportState


def decision_news(payload: Payload) -> Iterable[Letter]:
    """`what` of `decided`, `answered`, `ended` (with `decision_id`, `words`), `outcome`.

    `words` is the moment it was decided, so that a letter whose cause was undone is not sent; of
    `ended` the reason. `outcome` has `report_id` and `at`.
    """
    if payload["what"] == "outcome":
        yield from _outcome(payload)
        return
    decisions = Decision.objects.select_related("tenant")
    decision = decisions.filter(pk=UUID(payload["decision_id"])).first()
    context = decision and _MADE[payload["what"]](decision, payload["words"])
    if decision is not None and context:
        owners = Membership.objects.filter(tenant=decision.tenant, role=Role.OWNER)
        for member in owners.select_related("user"):
            yield member.user.email, {**context, **_way(decision)}


def _decided(decision: Decision, at: str) -> dict[str, Any] | None:
    if decision.ended_at is not None or decision.decided_at != parse_datetime(at):
        return None
    return {
        "heading": _("A decision about %(blog)s") % {"blog": decision.tenant.name},
        "sentences": [
            *statement(decision),
            _("Nothing in the blog has been deleted. If you see it otherwise, say so once:"),
        ],
    }


def _answered(decision: Decision, at: str) -> dict[str, Any] | None:
    if decision.answered_at is None or decision.answered_at != parse_datetime(at):
        return None
    names = {"blog": decision.tenant.name}
    reversed_ = decision.appeal_state == AppealState.REVERSED
    return {
        "heading": _("Your objection about %(blog)s") % names,
        "sentences": [
            _("It was read, and the decision was taken back: everything is as it was before.")
            if reversed_
            else _("It was read, and the decision stands."),
            decision.answer,
        ],
    }


def _ended(decision: Decision, reason: str) -> dict[str, Any] | None:
    names = {"blog": decision.tenant.name}
    sentences = [_("What was decided about it is over: everything is as it was before."), reason]
    return {"heading": _("%(blog)s is as it was before") % names, "sentences": sentences}


_MADE = {"decided": _decided, "answered": _answered, "ended": _ended}


def statement(decision: Decision) -> list[str]:
    """What was decided, why, on what facts, how it was found, and that people decided it."""
    return [
        str(decision.get_measure_display()) + ".",
        str(decision.get_ground_display()),
        _("What was seen: %(reason)s") % {"reason": decision.reason},
        str(decision.get_found_by_display())
        + " "
        + _("A person looked at it and decided; no machine did."),
    ]


def _outcome(payload: Payload) -> Iterable[Letter]:
    reports = Report.objects.exclude(state=ReportState.OPEN).exclude(email="")
    found = reports.filter(pk=UUID(payload["report_id"])).select_related("tenant", "decision")
    report = found.first()
    if report is None or report.decided_at != parse_datetime(payload["at"]):
        return
    names = {"blog": report.tenant.name, "platform": PLATFORM_NAME}
    upheld = report.state == ReportState.UPHELD
    done = str(report.decision.get_measure_display()) + "." if report.decision else ""
    sentences = [
        _("You reported a page of %(blog)s. Somebody looked at it.") % names,
        _("Something was done about it.") if upheld else _("We leave it as it is."),
        *([done] if upheld and done else []),
        _("If you see that otherwise, write to %(email)s.") % {"email": settings.CONTACT_EMAIL},
    ]
    yield report.email, {"heading": _("What became of your report"), "sentences": sentences}


def _way(decision: Decision) -> dict[str, Any]:
    names = [decision.tenant_id, decision.pk]
    path = reverse("blog_decision", urlconf=settings.PUBLIC_SCHEMA_URLCONF, args=names)
    return {"label": _("Read the decision"), "url": platform_url(path)}
