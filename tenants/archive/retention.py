"""How long archives and replaced schemas are kept, and what is cleared away after a crash."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.utils import timezone

from journal.work import enqueue_platform_work
from tenants.archive import media, store
from tenants.archive.models import Backup, KeptSchema, Kind
from tenants.db.scope import tenant_connection
from tenants.models import State, Tenant
from tenants.provisioning.schema import drop_schema

LOST_AFTER = timedelta(days=1)  # nobody is still writing a file that old
FOR_OWNERS = timedelta(days=3)


def prune(tenant_id: UUID) -> int:
    """Delete the blog's archives that are past their time; returns how many."""
    backups = list(Backup.objects.filter(tenant_id=tenant_id).order_by("-made_at"))
    keep = {backup.pk for backup in to_keep(backups)}
    gone = [backup for backup in backups if backup.pk not in keep]
    for backup in gone:
        store.remove(backup.path)
        backup.delete()
    return len(gone)


def to_keep(backups: Iterable[Backup]) -> list[Backup]:
    """Of `backups`, the newest first: the last days' and weeks' nightly ones, the young others.

    The newest one is kept however old it is.
    """
    now, kept = timezone.now(), []
    days: set[date] = set()
    weeks: set[tuple[int, int]] = set()
    for number, backup in enumerate(backups):
        day, week = backup.made_at.date(), backup.made_at.isocalendar()[:2]
        if backup.kind == Kind.NIGHTLY:
            young = day not in days and len(days) < settings.BACKUP_KEEP_DAYS
            first = week not in weeks and len(weeks) < settings.BACKUP_KEEP_WEEKS
            days |= {day} if young else set()
            weeks |= {week} if young or first else set()
            wanted = young or first
        else:
            asked = timedelta(days=settings.BACKUP_KEEP_ASKED_DAYS)
            age = now - backup.made_at
            wanted = age < (FOR_OWNERS if backup.kind == Kind.OWNER else asked)
        if wanted or number == 0:
            kept.append(backup)
    return kept


def clear_replaced() -> int:
    """Drop the schemas that restores replaced and whose days are over; returns how many."""
    late = KeptSchema.objects.filter(gone_after__lt=timezone.now())
    return sum(_drop(pk) for pk in late.values_list("pk", flat=True)[:50])


@transaction.atomic
def _drop(pk: int) -> bool:
    kept = KeptSchema.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if kept is None or Tenant.objects.filter(schema_name=kept.schema_name).exists():
        return False
    drop_schema(tenant_connection(), kept.schema_name)
    kept.delete()
    return True


def empty_the_trash() -> None:
    """Leave the work of purging each blog whose days in the trash are over."""
    since = timezone.now() - timedelta(days=settings.TRASH_DAYS)
    late = Tenant.objects.filter(state=State.DELETED, state_since__lt=since)
    for tenant_id, when in late.values_list("pk", "state_since")[:50]:
        enqueue_platform_work(
            "purge",
            key=f"purge:{tenant_id}:{when.isoformat()}",
            payload={"tenant": str(tenant_id), "since": when.isoformat()},
        )


def clear_lost_files() -> int:
    """Delete files that no row names, a day after they were written; returns how many.

    A backup that was killed leaves one, and so does a restore: pictures of a blog that never was.
    """
    lost, half, media_lost = lost_backups(), half_made(), lost_media()
    for path in lost:
        store.remove(path)
    for folder in half:
        _clear_folder(folder)
    return len(lost) + len(half) + sum(map(media.clear_files, media_lost))


def lost_backups() -> list[str]:
    """The paths in the store that no row of Backup names."""
    if not store.has_store() or not store.store().exists(""):
        return []
    storage = store.store()
    known = set(Backup.objects.values_list("path", flat=True))
    return [
        path
        for folder in storage.listdir("")[0]
        if not folder.startswith(".")
        for path in store.names_in(folder)
        if path not in known and storage.get_modified_time(path) < timezone.now() - LOST_AFTER
    ]


def half_made() -> list[Path]:
    """The folders of archives and pictures that were written when somebody was killed."""
    late = time.time() - LOST_AFTER.total_seconds()
    places = [media.media_storage(), store.store() if store.has_store() else None]
    return [
        folder
        for storage in places
        if isinstance(storage, FileSystemStorage)
        for folder in Path(storage.location).glob(f"{store.MAKING}*")
        if folder.stat().st_mtime < late
    ]


def lost_media() -> list[UUID]:
    """The folders of pictures that are no blog's: of one that never was, or that is purged."""
    storage = media.media_storage()
    if storage is None or not storage.exists(""):
        return []
    folders = [UUID(name) for name in storage.listdir("")[0] if _is_id(name)]
    known = set(Tenant.objects.exclude(state=State.PURGED).values_list("pk", flat=True))
    late = timezone.now() - LOST_AFTER
    return [folder for folder in folders if folder not in known and media.newest_of(folder) < late]


def _clear_folder(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False
