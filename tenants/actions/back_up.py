"""Keep an archive of a blog in the store."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from kit.failpoints import failpoint
from tenants.archive import store
from tenants.archive.backup import write_archive
from tenants.archive.models import Backup, Kind
from tenants.archive.progress import Progress, nobody_looks
from tenants.models import Tenant


def back_up(
    tenant: Tenant,
    *,
    kind: Kind,
    progress: Progress = nobody_looks,
    inside: Callable[[Backup], None] = lambda _backup: None,
) -> Backup:
    """Write the archive, then its row; `inside` runs in the row's transaction. Raises Refused.

    It changes nothing on the blog, so who asked is written down by whoever takes the question.
    """
    path = store.path_for(tenant.pk, kind)
    with store.workplace() as folder:
        made = folder / "archive"
        manifest = write_archive(tenant, made, progress=progress)
        size = made.stat().st_size
        store.keep(made, path)
    failpoint("backup.after_file")
    with transaction.atomic():
        backup = Backup.objects.create(
            tenant=tenant,
            kind=kind,
            path=path,
            size=size,
            rows=manifest.rows,
            made_at=manifest.made_at,
        )
        inside(backup)
    return backup
