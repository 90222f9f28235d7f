"""An owner objects to a decision, once; an admin answers."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.trail import record_deed
from accounts.models import User
from tenants.actions.change import Refused, checked_reason
from tenants.actions.decisions import answer
from tenants.actions.hold import hold
from tenants.actions.list_tenant import list_tenant
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.trust_tenant import trust_tenant
from tenants.watch.decisions import AppealState, Decision, Measure
from tenants.watch.queue import have_reviewed, look_away

ENDS: dict[str, Any] = {
    Measure.SUSPENDED: resume_tenant,
    Measure.DISTRUSTED: trust_tenant,
    Measure.UNLISTED: list_tenant,
}


@transaction.atomic
def appeal(decision: Decision, *, by: User, text: str) -> Decision:
    """Keep what the owner `by` says against it; an admin finds it at the head of the queue.

    Raises Refused when it is over, or was objected to before. Who may is the caller's to know.
    """
    row = _held(decision)
    if not row.can_be_appealed:
        raise Refused(_("That is over, or you wrote about it already."))
    row.appeal, row.appeal_state = text, AppealState.WAITING
    row.appealed_at, row.appealed_by = timezone.now(), by
    row.save(update_fields=["appeal", "appeal_state", "appealed_at", "appealed_by"])
    have_reviewed(row.tenant_id)
    _note("appeal.made", row, by=by)
    return row


@transaction.atomic
def uphold_decision(decision: Decision, *, by: User | None, reason: str) -> Decision:
    """Let it stand, whatever the appeal says; the owner reads why. Raises Refused."""
    reason = checked_reason(reason)
    row = _waiting(decision)
    answer(row, AppealState.UPHELD, by=by, reason=reason)
    look_away(row.tenant)
    _note("appeal.upheld", row, by=by, reason=reason)
    return row


@transaction.atomic
def reverse_decision(decision: Decision, *, by: User | None, reason: str) -> Decision:
    """Take it back: the opposite is done, which answers the appeal. Raises Refused."""
    row = _waiting(decision)
    ENDS[row.measure](row.tenant, by=by, reason=reason)
    return row


@transaction.atomic
def reopen_appeal(decision: Decision, *, by: User | None, reason: str) -> Decision:
    """Let an appeal that was answered with no wait again. Raises Refused."""
    reason = checked_reason(reason)
    row = _held(decision)
    if row.appeal_state != AppealState.UPHELD or row.ended_at is not None:
        raise Refused(_("Nothing about it can be opened again."))
    row.appeal_state, row.answer = AppealState.WAITING, ""
    row.answered_at = row.answered_by = None
    row.save(update_fields=["appeal_state", "answer", "answered_at", "answered_by"])
    have_reviewed(row.tenant_id)
    _note("appeal.reopened", row, by=by, reason=reason)
    return row


def _waiting(decision: Decision) -> Decision:
    row = _held(decision)
    if row.appeal_state != AppealState.WAITING:
        raise Refused(_("Nobody waits for an answer to that."))
    return row


def _held(decision: Decision) -> Decision:
    """The blog's row first, as whoever begins or ends a measure takes it."""
    tenant = hold(decision.tenant_id)
    row: Decision = Decision.objects.select_for_update(no_key=True).get(pk=decision.pk)
    row.tenant = tenant
    return row


def _note(action: str, row: Decision, *, by: User | None, **details: Any) -> None:
    told = {"decision": str(row.pk), "measure": row.measure, **details}
    record_deed(action, by=by, tenant_id=row.tenant_id, target=row.tenant.name, **told)
