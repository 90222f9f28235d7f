"""Work that is due and that nobody does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from journal import audit
from journal.models import DueTenant, PlatformWork
from tenants.archive.models import Job, JobState
from tenants.db.scope import tenant_connection
from tenants.due.registry import get_outbox
from tenants.due.run import reconcile_due
from tenants.fleet.doctor.finding import Finding
from tenants.fleet.doctor.ground import MISSED_AFTER, Blog, Ground, long_ago
from tenants.models import State, Tenant

AT_ONCE = 200  # schemas in one query; one, where they may lie on several servers
SLACK = timedelta(minutes=2)  # a bell that is held, or put off by a lease
OFTEN = 5  # attempts after which a failure is no passing one

_OUTBOX = (
    "SELECT {schema}, min(due_at) FROM {table} WHERE done_at IS NULL AND due_at < {late} HAVING"
    " count(*) > 0"
)


def bells(ground: Ground) -> Iterator[Finding]:
    """Blogs whose bell rang long ago, and outboxes with work that no bell will ring for."""
    open_blogs = {blog.id: blog for blog in ground.of(State.READY) if blog.schema in ground.schemas}
    with transaction.atomic():
        _one_snapshot()
        rings = dict(DueTenant.objects.values_list("pk", "next_due_at"))
        waiting = _waiting(sorted(blog.schema for blog in open_blogs.values()))
    late = long_ago()
    for tenant_id, due_at in rings.items():
        if due_at < late and (blog := open_blogs.get(tenant_id)):
            yield Finding(str(blog), f"work is due since {_when(due_at)}", "is the worker running?")
    for schema, due_at in waiting.items():
        blog = ground.blogs[schema]
        ring = rings.get(blog.id)
        if ring is None or ring > max(due_at, timezone.now()) + SLACK:
            words = f"work of {_when(due_at)} waits, and no bell will ring for it"
            yield Finding(str(blog), words, mend=partial(_ring, blog))


def platform_work(ground: Ground) -> Iterator[Finding]:
    """The platform's own work: not taken up, or failing again and again."""
    open_rows = PlatformWork.objects.filter(done_at=None)
    for work in open_rows.filter(due_at__lt=long_ago()).order_by("due_at")[:100]:
        words = f"due since {_when(work.due_at)}, and nobody took it up"
        yield Finding(work.key, words, "is the worker running?")
    failing = open_rows.filter(attempts__gte=OFTEN).exclude(last_error="")
    for work in failing.filter(due_at__gte=long_ago()).order_by("due_at")[:100]:
        words = f"failed {work.attempts} times: {work.last_error.splitlines()[0]}"
        yield Finding(work.key, words, "the worker's log says why")


def jobs(ground: Ground) -> Iterator[Finding]:
    """What was asked for on a page and will never be done, so that nothing else can be asked."""
    open_jobs = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING])
    alive = set(
        PlatformWork.objects.filter(kind="archive_job", done_at=None).values_list("key", flat=True)
    )
    names = {blog.id: blog for blog in ground.blogs.values()}
    for job in open_jobs.filter(asked_at__lt=timezone.now() - MISSED_AFTER):
        if f"archive_job:{job.pk}" not in alive:
            words = f"“{job.get_verb_display()}” of {_when(job.asked_at)} is open, without its work"
            blog = names[job.tenant_id]
            yield Finding(str(blog), words, mend=partial(_give_up, job.pk))


def _waiting(schemas: list[str]) -> dict[str, datetime]:
    """The oldest work that is due in each outbox."""
    late, table, found = timezone.now() - SLACK, get_outbox().table, dict[str, datetime]()
    count = 1 if settings.DB_STATEMENT_AT_A_TIME else AT_ONCE
    for start in range(0, len(schemas), count):
        some = [
            sql.SQL(_OUTBOX).format(
                schema=sql.Literal(schema), table=sql.Identifier(schema, table), late=late
            )
            for schema in _having(schemas[start : start + count], table)
        ]
        if some:
            with tenant_connection().cursor() as cursor:
                cursor.execute(sql.SQL(" UNION ALL ").join(some))
                found |= dict(cursor.fetchall())
    return found


def _having(schemas: list[str], table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname::text FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relname = %s AND nspname = ANY(%s)",
            [table, schemas],
        )
        return [name for (name,) in cursor.fetchall()]


def _one_snapshot() -> None:
    """Bells and outboxes of one moment: a worker takes both in one transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _ring(blog: Blog) -> str:
    reconcile_due(Tenant.objects.get(pk=blog.id))
    audit.record("fleet.bell_rung", by=None, tenant_id=blog.id, target=blog.address)
    return "rang the bell: the worker comes at once"


@transaction.atomic
def _give_up(job_id: UUID) -> str:
    job = Job.objects.select_for_update().get(pk=job_id)
    if not job.is_open:
        return "it ended by itself"
    job.state, job.ended_at = JobState.FAILED, timezone.now()
    job.error = "It was interrupted and not taken up again."
    job.save(update_fields=["state", "ended_at", "error"])
    audit.record("fleet.job_given_up", by=None, tenant_id=job.tenant_id, target=job.verb)
    return "marked it as failed: it can be asked for again"


def _when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
