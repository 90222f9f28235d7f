"""Bring an archive's files back. What is written before a crash is the sweeper's to clear."""

from __future__ import annotations

from uuid import UUID

from kit.failpoints import failpoint
from tenants.archive import media
from tenants.archive.manifest import MEDIA
from tenants.archive.progress import Progress, Step
from tenants.archive.reader import Archive


def put_files(archive: Archive, tenant_id: UUID, progress: Progress) -> int:
    """Save the files that are not there; returns how many were. Each is checked before."""
    names = archive.manifest.media
    saved = 0
    for done, name in enumerate(names):
        progress(Step.FILES_BACK, done, len(names))
        saved += media.put_file(tenant_id, name, archive.chunks(MEDIA + name))
    failpoint("restore.after_files")
    return saved
