"""Which pages of a blog lie on this machine as files, for whoever runs the platform or purges."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tenants.models import Domain
from tenants.pagecache.files.place import Place


def pages_live(host: str) -> int:
    """How many pages of the blog at `host` the proxy may find now."""
    place = _place()
    return _count(place.root / "live" / host) if place else 0


def pages_of(tenant_id: UUID) -> int:
    """How many pages of a blog lie here, found or not."""
    return sum(_count(folder) for folder in _folders(tenant_id))


def forget_pages(tenant_id: UUID) -> None:
    """Remove all of a blog's pages from this machine."""
    for folder in _folders(tenant_id):
        root = folder.parents[2]
        Place(root).unlink(f"live/{folder.name}")
        shutil.rmtree(folder, ignore_errors=True)


def _place() -> Place | None:
    return Place(Path(settings.PAGE_FILES_ROOT)) if settings.PAGE_FILES_ROOT else None


def _folders(tenant_id: UUID) -> list[Path]:
    place = _place()
    if place is None:
        return []
    hosts = Domain.objects.filter(tenant=tenant_id).values_list("domain", flat=True)
    return [folder for host in hosts for folder in place.root.glob(f"kept/*/{host}")]


def _count(folder: Path) -> int:
    return sum(
        name.endswith(".html") for _where, _folders, names in os.walk(folder) for name in names
    )
