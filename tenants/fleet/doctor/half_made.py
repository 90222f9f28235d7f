"""What was begun and not ended, and what should be gone by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from tenants.archive import media, retention, store
from tenants.archive.models import Backup, KeptSchema
from tenants.fleet.doctor.finding import Finding
from tenants.fleet.doctor.ground import MISSED_AFTER, Ground, long_ago
from tenants.models import State, Tenant
from tenants.provisioning.spares import drop_spares, fit
from tenants.provisioning.sweep import sweep


def unfinished(ground: Ground) -> Iterator[Finding]:
    """Blogs that have been in the making for too long."""
    seconds = settings.PROVISIONING_DEADLINE_SECONDS
    late = timezone.now() - timedelta(seconds=seconds) - MISSED_AFTER
    rows = Tenant.objects.filter(state=State.PROVISIONING, state_since__lt=late)
    for pk in rows.values_list("pk", flat=True):
        blog = next(blog for blog in ground.blogs.values() if blog.id == pk)
        yield Finding(str(blog), "never became ready", mend=_sweep)


def past_their_days(ground: Ground) -> Iterator[Finding]:
    """Blogs in the trash and schemas kept after a restore, longer than was promised."""
    now = timezone.now()
    late = now - timedelta(days=settings.TRASH_DAYS) - MISSED_AFTER
    names = {blog.id: blog for blog in ground.blogs.values()}
    trash = Tenant.objects.filter(state=State.DELETED, state_since__lt=late)
    for pk, since in trash.values_list("pk", "state_since"):
        words = f"in the trash since {since:%Y-%m-%d}, for longer than {settings.TRASH_DAYS} days"
        yield Finding(str(names[pk]), words, mend=_empty)
    kept = KeptSchema.objects.filter(gone_after__lt=long_ago())
    for name, until in kept.values_list("schema_name", "gone_after"):
        words = f"kept after a restore until {until:%Y-%m-%d}, and still there"
        yield Finding(f"kept {name}", words, mend=_clear_replaced)


def spares(ground: Ground) -> Iterator[Finding]:
    """Spares that can no longer be given out; the worker drops them within seconds."""
    if ground.template is None:
        return
    fitting = set(fit(ground.template).values_list("pk", flat=True))
    late = long_ago()
    for name in sorted((ground.spares - fitting) & ground.schemas):
        if ground.noted[name].made_at < late:
            words = "of another version: no new blog can have it"
            yield Finding(ground.name_of(name), words, mend=partial(_drop_spare, name))


def archives(ground: Ground) -> Iterator[Finding]:
    """Files of backups that no row names, and rows whose file is gone."""
    for path in retention.lost_backups():
        yield Finding(path, "a backup that nobody knows of", mend=partial(_remove, path))
    for half in retention.half_made():
        yield Finding(str(half), "half an archive", mend=_clear_lost)
    if not store.has_store():
        return
    there: dict[UUID, set[str]] = {}
    for pk, path, tenant_id in Backup.objects.values_list("pk", "path", "tenant_id"):
        folder = path.rpartition("/")[0]
        if tenant_id not in there:
            there[tenant_id] = set(store.names_in(folder))
        if path not in there[tenant_id]:
            advice = "is the disk mounted? If it is lost for good: /admin/, backups"
            yield Finding(path, f"backup {pk}: its file is gone", advice)


def pictures(ground: Ground) -> Iterator[Finding]:
    """Folders of pictures that are no blog's."""
    for folder in retention.lost_media():
        words = f"{media.count_files(folder):,} files of no blog"
        yield Finding(f"pictures {folder}", words, mend=partial(_clear_media, folder))


def _sweep() -> str:
    sweep()
    return "cleared it away; its address is free again"


def _empty() -> str:
    retention.empty_the_trash()
    return "left the work of purging it to the worker"


def _clear_replaced() -> str:
    retention.clear_replaced()
    return "dropped it"


def _drop_spare(name: str) -> str:
    while drop_spares():
        pass
    return "dropped it"


def _remove(path: str) -> str:
    store.remove(path)
    return "deleted it"


def _clear_lost() -> str:
    retention.clear_lost_files()
    return "deleted it"


def _clear_media(folder: UUID) -> str:
    if Tenant.objects.filter(pk=folder).exclude(state=State.PURGED).exists():
        return "it is a blog's by now"
    media.clear_files(folder)
    return "deleted them"
