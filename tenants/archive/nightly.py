"""A backup of every blog each night, spread over some hours, and one of them had back as a test."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from journal import audit
from journal.models import PlatformWork
from journal.work import NotYet, enqueue_platform_work
from tenants.actions.back_up import back_up
from tenants.archive import retention, store
from tenants.archive.compare import compare
from tenants.archive.guard import take_a_place
from tenants.archive.models import Backup, Kind
from tenants.archive.reader import Archive
from tenants.models import State, Tenant

logger = logging.getLogger(__name__)

KEEP_WORK = timedelta(days=7)  # done rows of the nights before, for whoever looks
BACKED_UP = [State.READY, State.SUSPENDED, State.DELETED]

# One statement for all blogs: each has its minute, by its id and the same every night.
_PLAN = """
    INSERT INTO public.journal_platformwork
        (kind, key, payload, due_at, attempts, last_error)
    SELECT 'nightly_backup', 'nightly_backup:' || %(night)s || ':' || t.id,
        jsonb_build_object('tenant_id', t.id, 'night', %(night)s::text),
        %(begin)s + make_interval(secs => abs(hashtext(t.id::text)::bigint) %% %(seconds)s), 0, ''
    FROM public.tenants_tenant t WHERE t.state = ANY(%(states)s)
    ON CONFLICT (key) DO NOTHING
"""


def ask_for_tonight() -> None:
    """Leave the work of planning this night, once; called every minute."""
    if not settings.BACKUP_NIGHTLY or not store.has_store():
        return
    now = timezone.now()
    begin = now.replace(hour=settings.BACKUP_FROM_HOUR, minute=0, second=0, microsecond=0)
    if now >= begin:
        night = begin.date().isoformat()
        enqueue_platform_work("plan_backups", key=f"plan_backups:{night}", payload={"night": night})


def plan(payload: dict[str, Any]) -> None:
    """Give every blog its minute of the night; then the test; forget what was done a week ago."""
    night = date.fromisoformat(payload["night"])
    begin = datetime(night.year, night.month, night.day, settings.BACKUP_FROM_HOUR, tzinfo=UTC)
    seconds = max(settings.BACKUP_HOURS * 3600, 1)
    values: dict[str, Any] = {
        "night": str(night),
        "begin": begin,
        "seconds": seconds,
        "states": BACKED_UP,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PLAN, values)
    enqueue_platform_work(
        "compare_backup",
        key=f"compare_backup:{night}",
        payload={"night": str(night)},
        due_at=begin + timedelta(seconds=seconds),
    )
    old = PlatformWork.objects.filter(kind__in=["plan_backups", "nightly_backup", "compare_backup"])
    old.filter(done_at__lt=timezone.now() - KEEP_WORK).delete()
    retention.clear_lost_files()


def back_up_tonight(payload: dict[str, Any]) -> None:
    """One blog's turn; raises NotYet while as many as may are being backed up already."""
    tenant = Tenant.objects.filter(pk=UUID(payload["tenant_id"]), state__in=BACKED_UP).first()
    begin = datetime.fromisoformat(payload["night"]).replace(tzinfo=UTC)
    if tenant is None:
        return
    if not Backup.objects.filter(tenant=tenant, kind=Kind.NIGHTLY, made_at__gte=begin).exists():
        with _a_place():
            back_up(tenant, kind=Kind.NIGHTLY)
    retention.prune(tenant.pk)


def compare_tonight(payload: dict[str, Any]) -> None:
    """Have one of the night's backups back at random; a difference is a failure, and loud."""
    begin = datetime.fromisoformat(payload["night"]).replace(tzinfo=UTC)
    made = Backup.objects.filter(kind=Kind.NIGHTLY, made_at__gte=begin)
    ids = list(made.values_list("pk", flat=True))
    if not ids:
        return
    compare_backup(made.get(pk=secrets.choice(ids)))


def compare_backup(backup: Backup) -> None:
    """Read a backup into a scratch schema and compare every table; raises when one differs."""
    with store.local(backup.path) as path, Archive.open(path) as archive:
        differ = compare(archive)
    with transaction.atomic():
        difference = ", ".join(differ)
        Backup.objects.filter(pk=backup.pk).update(
            compared_at=timezone.now(), difference=difference
        )
        audit.record(
            "backup.compared",
            by=None,
            tenant_id=backup.tenant_id,
            target=backup.tenant.name,
            backup=backup.path,
            tables=len(archive.manifest.tables),
            rows=archive.manifest.rows,
            differ=differ,
        )
    if differ:
        raise RuntimeError(f"Backup {backup.path} does not give the blog back: {difference}")


class _a_place:
    """One of the places for backups, held by a connection of its own while the block runs.

    The backup has a transaction of its own, which must begin with its snapshot.
    """

    def __init__(self) -> None:
        self._connection = connection.copy()

    def __enter__(self) -> None:
        self._connection.set_autocommit(False)
        if not take_a_place(settings.BACKUPS_AT_ONCE, self._connection):
            self.__exit__()
            raise NotYet("as many backups as may are being made")

    def __exit__(self, *_error: object) -> None:
        self._connection.rollback()
        self._connection.close()
