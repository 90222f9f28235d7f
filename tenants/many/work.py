"""The worker's part: one blog after another, each in a transaction with its outcome."""

from __future__ import annotations

import logging
import time
import uuid
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from journal.retries import words_of
from journal.work import enqueue_platform_work, handles
from kit.failpoints import failpoint
from tenants.actions.change import Refused
from tenants.many.models import JobState, ManyJob, Outcome, Part
from tenants.many.verbs import VERBS
from tenants.models import Tenant

logger = logging.getLogger(__name__)

KIND = "many"
TURN_SECONDS = 10.0  # then the platform's other work has its turn


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
    with translation.override((job.by and job.by.language) or settings.LANGUAGE_CODE):
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


def _act(job: ManyJob, tenant_id: UUID) -> tuple[Outcome, str]:
    try:
        with transaction.atomic():
            tenant = Tenant.objects.get(pk=tenant_id)
            VERBS[job.verb].act(tenant, by=job.by, reason=job.reason)
    except Refused as error:
        return Outcome.REFUSED, str(error)
    except Exception as error:  # whatever it is: the other blogs are not to wait for it
        logger.exception("%s of blog %s failed.", job.verb, tenant_id)
        return Outcome.FAILED, words_of(error)
    return Outcome.DONE, ""
