"""Letters about a decision: to the blog's owner, and to whoever reported it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.letters import PLATFORM_NAME, Letter, Payload
from kit.in_line import wait_in_line
from kit.origins import platform_url
from tenants.actions.decisions import NEWS
from tenants.models import Membership
from tenants.roles import Role
from tenants.watch.decisions import AppealState, Decision
from tenants.watch.reports import Report, ReportState


def decision_news(payload: Payload) -> Iterable[Letter]:
    """`what` of `decided`, `answered`, `ended` (with `decision_id`), `outcome` (with `report_id`).

    `at` is the moment of what is told, so that a letter whose cause was undone, or done anew, is
    not sent. `ended` has its `reason`. Until both were there, one was in `words`.
    """
    if payload["what"] == "outcome":
        yield from _outcome(payload)
        return
    what, decision_id = payload["what"], UUID(payload["decision_id"])
    wait_in_line(f"{NEWS}:{decision_id}")  # of two letters the second knows what the first one said
    decision = Decision.objects.select_related("tenant").filter(pk=decision_id).first()
    context = decision and _MADE[what](decision, payload)
    if decision is not None and context:
        owners = Membership.objects.filter(tenant=decision.tenant, role=Role.OWNER)
        for member in owners.select_related("user"):
            yield member.user.email, {**context, **_way(decision)}
        stands = None if decision.ended_at else decision.told_at or timezone.now()
        Decision.objects.filter(pk=decision_id).update(told_at=stands)


def _holds(moment: datetime | None, payload: Payload) -> bool:
    """Whether what is told happened, and not once more since."""
    at = payload.get("at") or (payload.get("words") if payload["what"] != "ended" else None)
    return moment is not None and (at is None or moment == parse_datetime(at))


def _decided(decision: Decision, payload: Payload) -> Payload | None:
    if decision.ended_at is not None or not _holds(decision.decided_at, payload):
        return None
    if decision.told_at is not None:
        return None
    return {
        "heading": _("A decision about %(blog)s") % {"blog": decision.tenant.name},
        "sentences": [
            *([_again(decision)] if payload.get("again") else []),
            *statement(decision),
            _("Nothing in the blog has been deleted. If you see it otherwise, say so once:"),
        ],
    }


def _again(decision: Decision) -> str:
    day = formats.date_format(timezone.localtime(decision.decided_at), "DATE_FORMAT")
    return _("It was decided on %(day)s, had ended, and stands again.") % {"day": day}


def _answered(decision: Decision, payload: Payload) -> Payload | None:
    if not _holds(decision.answered_at, payload):
        return None
    reversed_ = decision.appeal_state == AppealState.REVERSED
    if _is_decided_anew(decision) or reversed_ == (decision.ended_at is None):
        return None  # another letter says what holds now
    names = {"blog": decision.tenant.name}
    return {
        "heading": _("Your objection about %(blog)s") % names,
        "sentences": [
            _("It was read, and the decision was taken back: everything is as it was before.")
            if reversed_
            else _("It was read, and the decision stands."),
            decision.answer,
        ],
    }


def _ended(decision: Decision, payload: Payload) -> Payload | None:
    if not _holds(decision.ended_at, payload) or _is_decided_anew(decision):
        return None
    if decision.told_at is None:
        return None  # the owner never knew, or knows already that it is over
    names = {"blog": decision.tenant.name}
    over = _("What was decided about it is over: everything is as it was before.")
    sentences = [over, payload.get("reason") or payload["words"]]
    return {"heading": _("%(blog)s is as it was before") % names, "sentences": sentences}


def _is_decided_anew(decision: Decision) -> bool:
    """Whether the same measure stands by a later decision, which has a letter of its own."""
    standing = Decision.objects.standing(decision.tenant_id).exclude(pk=decision.pk)
    return standing.filter(measure=decision.measure).exists()


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
    if report is None or not _holds(report.decided_at, payload):
        return
    names = {"blog": report.tenant.name, "platform": PLATFORM_NAME}
    upheld = report.state == ReportState.UPHELD
    sentences = [
        _("You reported a page of %(blog)s. Somebody looked at it.") % names,
        *(_done(report.decision) if upheld else [_("We leave it as it is.")]),
        _("If you see that otherwise, write to %(email)s.") % {"email": settings.CONTACT_EMAIL},
    ]
    yield report.email, {"heading": _("What became of your report"), "sentences": sentences}


def _done(decision: Decision | None) -> list[str]:
    """What came of a report, as far as it still holds."""
    if decision is not None and decision.ended_at is not None:
        return [_("Something was done about it, and that is over by now.")]
    measure = [f"{decision.get_measure_display()}."] if decision else []
    return [_("Something was done about it."), *measure]


def _way(decision: Decision) -> dict[str, Any]:
    names = [decision.tenant_id, decision.pk]
    path = reverse("blog_decision", urlconf=settings.PUBLIC_SCHEMA_URLCONF, args=names)
    return {"label": _("Read the decision"), "url": platform_url(path)}
