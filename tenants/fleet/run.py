"""Bring many schemas up at once: each on its own, whatever becomes of the others.

Several threads take schemas from one list. A step is one transaction in one schema, with its rows
in django_migrations and the noted version, so a run that is killed goes on where it was. A schema
that is in use is put back and tried again later; one that fails is kept aside with its error.
"""

from __future__ import annotations

import heapq
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from psycopg import errors, pq, sql

from kit.failpoints import failpoint
from tenants.db.scope import tenant_connection
from tenants.db.waiting import wait_for_locks
from tenants.db.wear import is_worn, note
from tenants.fleet.census import NOWHERE, Member, correct, true_versions
from tenants.fleet.hand import take_step
from tenants.fleet.lock import connect
from tenants.fleet.plan import Group, Step
from tenants.models import FleetSchema, Tenant
from tenants.provisioning.version import note_version, version_in

WAIT_FIRST, WAIT_MOST = 0.2, 5.0  # seconds until a schema in use is tried again; doubles

# A stranger changed django_migrations: nothing was done, and the schema is looked at again.
_AS_EXPECTED = sql.SQL("SELECT 1 / (({version}) = {expected})::int")


@dataclass(frozen=True, slots=True)
class Failure:
    """A schema that was left as it was before `step`."""

    member: Member
    step: str
    error: str


@dataclass(slots=True)
class Job:
    """A schema on the list, and how far it came."""

    member: Member
    group: Group
    done: int = 0
    tries: int = 0
    not_before: float = 0.0


@dataclass(slots=True)
class Result:
    """What became of a run."""

    migrated: list[Member] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    moved: list[Member] = field(default_factory=list)  # not as noted: to be planned anew


@dataclass
class Run:
    """One pass over groups whose steps are worked out."""

    groups: Sequence[Group]
    on_done: Callable[[], None] = lambda: None
    fake_initial: bool = False
    result: Result = field(default_factory=Result)

    def __post_init__(self) -> None:
        self._jobs = deque(Job(member, group) for group in self.groups for member in group.members)
        self._waiting: list[tuple[float, str, Job]] = []  # a heap, by when they may be tried
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._broken: list[BaseException] = []

    def to_the_end(self) -> Result:
        """Work until the list is empty. Ctrl-C lets each thread finish its step."""
        pooled = settings.DB_POOL["max_size"] - 1  # this thread holds one
        count = max(1, min(settings.FLEET_CONNECTIONS, pooled, len(self._jobs)))
        threads = [threading.Thread(target=self._work, name=f"fleet-{n}") for n in range(count)]
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        except BaseException:
            self._stopped.set()
            for thread in threads:
                thread.join()
            raise
        if self._broken:
            raise self._broken[0]
        _flush()
        return self.result

    def _work(self) -> None:
        try:
            with Worker(self.fake_initial) as worker:
                while not self._stopped.is_set() and (job := self._next()):
                    self._do(worker, job)
        except BaseException as error:
            self._broken.append(error)
            self._stopped.set()
        finally:
            connection.close()

    def _next(self) -> Job | None:
        with self._lock:
            if (self._waiting and self._waiting[0][0] <= time.monotonic()) or not self._jobs:
                if not self._waiting:
                    return None
                job = heapq.heappop(self._waiting)[-1]
            else:
                job = self._jobs.popleft()
        self._stopped.wait(max(0.0, job.not_before - time.monotonic()))
        return job

    def _do(self, worker: Worker, job: Job) -> None:
        try:
            worker.bring_up(job)
        except Exception as error:
            self._after(error, job)
        else:
            self._end(job, None)
        tenant_connection().close_if_worn()

    def _after(self, error: Exception, job: Job) -> None:
        if is_passing(error) and job.tries + 1 < settings.FLEET_TRIES:
            wait = min(WAIT_MOST, WAIT_FIRST * 2**job.tries)
            job.tries += 1
            job.not_before = time.monotonic() + wait * random.uniform(0.5, 1.5)  # noqa: S311
            with self._lock:
                heapq.heappush(self._waiting, (job.not_before, job.member.schema, job))
            return
        step = job.group.steps[job.done]
        if _is_gone(job.member):
            self._end(job, None)
        elif _has_moved(job.member, step):
            with self._lock:
                self.result.moved.append(job.member)
        else:
            self._end(job, Failure(job.member, step.label, str(error).strip().split("\n")[0]))

    def _end(self, job: Job, failure: Failure | None) -> None:
        with self._lock:
            if failure:
                self.result.failures.append(failure)
            else:
                self.result.migrated.append(job.member)
            self.on_done()


class Worker:
    """One thread's connections: a bare one for what is sent as it is, Django's for the rest."""

    def __init__(self, fake_initial: bool = False) -> None:
        self.fake_initial = fake_initial
        self._bare: psycopg.Connection[Any] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bare is not None:
            self._bare.close()

    def bring_up(self, job: Job) -> None:
        """Take the steps that are left; raises the database's error at the first that fails."""
        if job.member.version == NOWHERE:
            _begin_books(job.member)
        for step in job.group.steps[job.done :]:
            if step.statements is not None:
                self._send(job.member, step, step.statements)
            else:
                self._by_hand(job, step)
            job.done, job.tries = job.done + 1, 0
            failpoint("fleet.after_step")

    def _by_hand(self, job: Job, step: Step) -> None:
        assert step.migration is not None and step.state is not None  # noqa: S101
        take_step(
            tenant_connection(),
            job.group.loader,
            job.member,
            step.migration,
            step.state,
            backwards=step.backwards,
            expected=step.before,
            fake_initial=self.fake_initial,
        )

    def _send(self, member: Member, step: Step, statements: list[str]) -> None:
        bare = self._connection()
        note(bare, member.schema)
        batch = [
            *_begin(),
            sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(member.schema)),
            _AS_EXPECTED.format(version=version_in(), expected=sql.Literal(step.before)),
        ]
        texts = [
            b"BEGIN",
            *(part.as_bytes(bare) for part in batch),
            *(text.encode() for text in statements),
            *(part.as_bytes(bare) for part in _rows(step)),
            note_version(member.schema, step.after).as_bytes(bare),
            b"COMMIT",
        ]
        try:
            if settings.DB_STATEMENT_AT_A_TIME:
                for text in texts:
                    _exec(bare, text)
            else:
                # A newline before each semicolon: a statement may end with a comment.
                _exec(bare, b"\n;\n".join(texts))
        except psycopg.Error:
            if not bare.closed and bare.info.transaction_status != pq.TransactionStatus.IDLE:
                _exec(bare, b"ROLLBACK")
            raise

    def _connection(self) -> psycopg.Connection[Any]:
        if self._bare is not None and is_worn(self._bare):
            self._bare.close()
        if self._bare is None or self._bare.closed or self._bare.broken:
            self._bare = connect("inkstead migrate")
        return self._bare


def _exec(bare: psycopg.Connection[Any], text: bytes) -> None:
    result = bare.pgconn.exec_(text)
    if result.status not in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK):
        raise errors.error_from_result(result, encoding="utf-8")


def _begin() -> list[sql.Composable]:
    return [
        *wait_for_locks(settings.FLEET_LOCK_TIMEOUT_MS),
        sql.SQL("SET LOCAL statement_timeout = 0"),
        # The state lies in the database alone; a crash loses the last few steps whole.
        sql.SQL("SET LOCAL synchronous_commit = off"),
    ]


def _rows(step: Step) -> list[sql.Composed]:
    added = [
        sql.SQL("INSERT INTO django_migrations (app, name, applied) VALUES ({}, {}, now())").format(
            sql.Literal(app), sql.Literal(name)
        )
        for app, name in step.added
    ]
    removed = [
        sql.SQL("DELETE FROM django_migrations WHERE app = {} AND name = {}").format(
            sql.Literal(app), sql.Literal(name)
        )
        for app, name in step.removed
    ]
    return added + removed


def _flush() -> None:
    """One commit that waits for the disk: then all before it lies there too."""
    with closing(connect("inkstead migrate")) as bare:
        bare.execute("SELECT pg_current_xact_id()")


def _begin_books(member: Member) -> None:
    wrapper = tenant_connection()
    with wrapper.migrating(member.schema):
        MigrationRecorder(wrapper).ensure_schema()


def is_passing(error: BaseException | None) -> bool:
    """Whether the next try may find it gone: a lock held, a deadlock, a connection lost."""
    while error is not None:
        if isinstance(error, _PASSING):
            return True
        if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
            return True  # the connection broke
        error = error.__cause__
    return False


_PASSING = (
    errors.LockNotAvailable,
    errors.DeadlockDetected,
    errors.SerializationFailure,
    errors.AdminShutdown,
    errors.CannotConnectNow,
)


def _is_gone(member: Member) -> bool:
    """Whether the blog went for good, or the spare was dropped, while we were at it."""
    if FleetSchema.objects.filter(pk=member.schema).exists():
        return False
    return not Tenant.objects.filter(schema_name=member.schema).exclude(state="purged").exists()


def _has_moved(member: Member, step: Step) -> bool:
    found = true_versions([member.schema]).get(member.schema, NOWHERE)
    if found in {step.before, NOWHERE}:
        return False
    correct(member.schema)
    return True
