"""The worker's part: one blog after another, each in a transaction with its outcome."""

from __future__ import annotations

import logging
import time
import uuid
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from journal.on_behalf import as_admin
from journal.retries import words_of
from journal.work import enqueue_platform_work, handles
from kit.failpoints import failpoint
from tenants.actions.change import Refused
from tenants.actions.decisions import AGAIN
from tenants.many.models import JobState, ManyJob, Outcome, Part
from tenants.many.verbs import VERBS
from tenants.models import Tenant
from tenants.watch.decisions import Decision

logger = logging.getLogger(__name__)

KIND = "many"
TURN_SECONDS = 10.0  # then the platform's other work has its turn
A_MOMENT = timedelta(minutes=1)  # longer than a part takes, and shorter than a change of mind


def register() -> None:
    """Take it up. A part is done exactly once, so a job may begin again wherever it stopped."""
    handles(KIND, run_job, atomic=False)


def plan(job: ManyJob) -> None:
    """Leave a turn of the job to the worker, with the transaction that is open."""
    key = f"{KIND}:{job.pk}:{uuid.uuid4().hex}"
    enqueue_platform_work(KIND, key=key, payload={"job": str(job.pk)})


def run_job(payload: dict[str, Any]) -> None:
    """Do parts for a turn's time; what is left has a turn of its own."""
    job = ManyJob.objects.select_related("by").filter(pk=UUID(payload["job"])).first()
    if job is None:
        return
    if job.by and not (job.by.is_active and job.by.is_staff):
        _close(job, JobState.STOPPED)  # who asked may not do it any more
        return
    over = time.monotonic() + TURN_SECONDS
    language = (job.by and job.by.language) or settings.LANGUAGE_CODE
    with as_admin(job.by_id), translation.override(language):
        while do_next(job):
            failpoint("many.after_part")
            if time.monotonic() > over:
                plan(job)
                return
    end(job)


@transaction.atomic
def do_next(job: ManyJob) -> bool:
    """Do the next part that no other worker holds; False when there is none, or it was stopped."""
    if not ManyJob.objects.filter(pk=job.pk, state=JobState.OPEN).exists():
        return False
    waiting = Part.objects.filter(job=job, outcome=Outcome.WAITING).order_by("pk")
    part = waiting.select_for_update(skip_locked=True).first()
    if part is None:
        return False
    part.outcome, part.words = _act(job, part.tenant_id)
    part.done_at = timezone.now()
    part.save(update_fields=["outcome", "words", "done_at"])
    failpoint("many.before_commit")
    return True


def end(job: ManyJob) -> None:
    """Note that it is done, unless another worker still holds a part: then that one notes it."""
    left = Part.objects.filter(job=job, outcome=Outcome.WAITING)
    if not left.exists():
        _close(job, JobState.DONE)


def _close(job: ManyJob, state: JobState) -> None:
    still_open = ManyJob.objects.filter(pk=job.pk, state=JobState.OPEN)
    still_open.update(state=state, ended_at=timezone.now())


def _ground_of(job: ManyJob, tenant_id: UUID) -> dict[str, Any]:
    """What a measure is told: what was asked for, or that what the undone job ended holds again."""
    if not (job.ground or job.undoes_id) or not VERBS[job.verb].is_measure:
        return {}
    if job.ground:
        return {"ground": job.ground}
    return {
        "ground": AGAIN,
        "ended": _ended_by(Part.objects.get(job=job.undoes_id, tenant=tenant_id)),
    }


def _ended_by(part: Part) -> QuerySet[Decision]:
    """The decisions that ended in the transaction of a part that is done."""
    done_at = cast(datetime, part.done_at)
    lately = (done_at - A_MOMENT, done_at)
    return Decision.objects.filter(tenant=part.tenant_id, ended_at__range=lately)


def _act(job: ManyJob, tenant_id: UUID) -> tuple[Outcome, str]:
    try:
        with transaction.atomic():
            tenant = Tenant.objects.get(pk=tenant_id)
            VERBS[job.verb].act(tenant, by=job.by, reason=job.reason, **_ground_of(job, tenant_id))
    except Refused as error:
        return Outcome.REFUSED, str(error)
    except Exception as error:  # whatever it is: the other blogs are not to wait for it
        logger.exception("%s of blog %s failed.", job.verb, tenant_id)
        return Outcome.FAILED, words_of(error)
    return Outcome.DONE, ""
