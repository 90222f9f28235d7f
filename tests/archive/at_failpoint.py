"""Do one thing with a blog, in a process that a failpoint may kill.

Its arguments: `backup`, `over`, `as` or `purge`; the tenant's id; a folder, whose `a.zip` is read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.conf import settings


def main() -> None:
    """What is asked for."""
    from inkstead.settings.base import backups
    from tenants.actions.back_up import back_up
    from tenants.actions.purge_tenant import purge_tenant
    from tenants.actions.restore_as import restore_as
    from tenants.actions.restore_over import restore_over
    from tenants.archive.models import Kind
    from tenants.models import Tenant

    verb, tenant_id, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {
        **settings.STORAGES,
        "backups": backups(folder / "backups"),
        "default": {**place, "OPTIONS": {"location": folder / "media"}},
    }
    tenant = Tenant.objects.get(pk=tenant_id)
    why: dict[str, Any] = {"by": None, "reason": "because"}
    if verb == "backup":
        back_up(tenant, kind=Kind.ASKED)
    elif verb == "over":
        restore_over(tenant, **why, archive_path=folder / "a.zip")
    elif verb == "as":
        restore_as("ferry-two", **why, archive_path=folder / "a.zip")
    else:
        purge_tenant(tenant, **why)
