"""Have the worker do one deed on many blogs; take such a job back, or stop it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.trail import record_deed
from accounts.models import User
from tenants.actions.change import Refused, checked_reason
from tenants.many.models import JobState, ManyJob, Outcome, Part
from tenants.many.verbs import VERBS
from tenants.many.work import plan

AT_ONCE = 1000  # rows in one statement


@transaction.atomic
def ask_for_many(
    verb: str, tenant_ids: Iterable[UUID], *, by: User | None, reason: str, ground: str = ""
) -> ManyJob:
    """A job on exactly these blogs, whatever is made later. Raises Refused.

    The job leaves one entry in the audit now, and each blog one of its own when it is its turn.
    `ground` is for measures alone, and their owners read it.
    """
    if ground and not VERBS[verb].is_measure:
        raise Refused(_("That is no measure, and wants no ground."))
    return _job(verb, tenant_ids, by=by, reason=reason, action="many.asked", ground=ground)


@transaction.atomic
def undo_many(job: ManyJob, *, by: User | None, reason: str) -> ManyJob:
    """A job that takes `job` back, on those blogs alone that it changed. Raises Refused."""
    row = ManyJob.objects.select_for_update(no_key=True).get(pk=job.pk)
    if not can_undo(row):
        raise Refused(_("That cannot be undone, or it was already."))
    changed = row.parts.filter(outcome=Outcome.DONE).order_by("pk")
    ids = changed.values_list("tenant_id", flat=True)
    undo = VERBS[row.verb].undo
    return _job(undo, ids, by=by, reason=reason, action="many.undone", undoes=row)


@transaction.atomic
def stop_many(job: ManyJob, *, by: User | None, reason: str) -> ManyJob:
    """Do no more of it; what is done stays done. Raises Refused."""
    reason = checked_reason(reason)
    row: ManyJob = ManyJob.objects.select_for_update(no_key=True).get(pk=job.pk)
    if not row.is_open:
        raise Refused(_("It has ended already."))
    row.state, row.ended_at = JobState.STOPPED, timezone.now()
    row.save(update_fields=["state", "ended_at"])
    _record("many.stopped", row, by=by, reason=reason, blogs=row.parts.count())
    return row


def can_undo(job: ManyJob) -> bool:
    """Whether it has ended, changed something, has a way back, and nobody went it yet."""
    if job.is_open or not VERBS[job.verb].undo or hasattr(job, "undone_by"):
        return False
    return job.parts.filter(outcome=Outcome.DONE).exists()


def _job(
    verb: str,
    tenant_ids: Iterable[UUID],
    *,
    by: User | None,
    reason: str,
    action: str,
    undoes: ManyJob | None = None,
    ground: str = "",
) -> ManyJob:
    reason = checked_reason(reason)
    job = ManyJob.objects.create(verb=verb, reason=reason, by=by, undoes=undoes, ground=ground)
    blogs = 0
    for some in batched(tenant_ids, AT_ONCE):
        parts = [Part(job=job, tenant_id=tenant_id) for tenant_id in some]
        blogs += len(Part.objects.bulk_create(parts))
    if not blogs:
        raise Refused(_("Nothing was chosen, so nothing was done."))
    plan(job)
    _record(action, job, by=by, reason=reason, blogs=blogs)
    return job


def _record(action: str, job: ManyJob, *, by: User | None, reason: str, blogs: int) -> None:
    details: dict[str, Any] = {"job": job.pk, "verb": job.verb, "blogs": blogs, "reason": reason}
    if job.ground:
        details["ground"] = job.ground
    record_deed(action, by=by, target=str(job), **details)
