"""What the worker does for a job, and how it tells how far it is."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import timezone

from journal.retries import words_of
from journal.work import NotYet
from tenants.actions.back_up import back_up
from tenants.actions.change import Refused
from tenants.actions.clone_tenant import clone_tenant
from tenants.actions.purge_tenant import purge_tenant
from tenants.actions.restore_over import restore_over
from tenants.archive import store
from tenants.archive.errors import Busy
from tenants.archive.models import Backup, Job, JobState, Kind, Verb
from tenants.archive.progress import Progress, Step
from tenants.models import Domain, Tenant

logger = logging.getLogger(__name__)

EVERY_SECONDS = 0.5

_PROGRESS = (
    "UPDATE public.archive_job SET step = %s, percent = %s WHERE id = %s AND state = 'running'"
)


def run_job(payload: dict[str, Any]) -> None:
    """Do a job once; raises NotYet while something else is being done with the blog.

    What was asked either happens with the mark that it did, in one transaction, or the job has
    failed and says why. A purge is marked after it, and may run again.
    """
    job = Job.objects.select_related("tenant", "by").filter(pk=UUID(payload["job"])).first()
    if job is None or not job.is_open:
        return
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    try:
        with _Looking(job.pk) as progress:
            _VERBS[Verb(job.verb)](job, progress)
    except Busy as error:
        raise NotYet(str(error)) from None
    except Refused as error:
        _fail(job, str(error))
    except Exception as error:
        logger.exception("Job %s of blog %s failed.", job.verb, job.tenant_id)
        _fail(job, words_of(error))


def _backup(job: Job, progress: Progress) -> None:
    back_up(
        job.tenant,
        kind=Kind(job.options["kind"]),
        progress=progress,
        inside=lambda made: _done(job, backup=str(made.pk), rows=made.rows, size=made.size),
    )


def _restore(job: Job, progress: Progress) -> None:
    backup = Backup.objects.filter(pk=job.options["backup"], tenant=job.tenant).first()
    if backup is None:
        raise Refused("The file of this backup is gone.")
    with store.local(backup.path) as path:
        restore_over(
            job.tenant,
            by=job.by,
            reason=job.reason,
            archive_path=path,
            progress=progress,
            inside=lambda beyond: _done(job, rows=backup.rows, beyond=beyond),
        )


def _clone(job: Job, progress: Progress) -> None:
    def done(made: Tenant) -> None:
        host = Domain.objects.get(tenant=made, is_primary=True).domain
        _done(job, tenant=str(made.pk), address=host)

    clone_tenant(
        job.tenant,
        by=job.by,
        reason=job.reason,
        address=job.options["address"],
        name=job.options["name"],
        progress=progress,
        inside=done,
    )


def _purge(job: Job, progress: Progress) -> None:
    progress(Step.CLEAR, 0, 1)
    proof = purge_tenant(job.tenant, by=job.by, reason=job.reason)
    if not proof.holds:
        raise RuntimeError(f"Something is left of blog {job.tenant_id}: {proof.left}")
    _done(job, **proof.as_json())


_VERBS: dict[Verb, Callable[[Job, Progress], None]] = {
    Verb.BACKUP: _backup,
    Verb.RESTORE: _restore,
    Verb.CLONE: _clone,
    Verb.PURGE: _purge,
}


def _done(job: Job, **result: Any) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=JobState.DONE, percent=100, step="", result=result, ended_at=timezone.now()
    )


def _fail(job: Job, sentence: str) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=JobState.FAILED, error=sentence, ended_at=timezone.now()
    )


class _Looking:
    """Writes how far a job is, past the job's own transaction, a few times a second."""

    def __init__(self, job_id: UUID) -> None:
        self._job_id = job_id
        self._connection = connection.copy()
        self._said_at = 0.0

    def __enter__(self) -> Progress:
        return self._say

    def __exit__(self, *_error: object) -> None:
        self._connection.close()

    def _say(self, step: Step, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._said_at < EVERY_SECONDS:
            return
        self._said_at = now
        percent = min(99, 100 * done // max(total, 1))
        with suppress(DatabaseError), self._connection.cursor() as cursor:
            cursor.execute(_PROGRESS, [step.value, percent, self._job_id])
