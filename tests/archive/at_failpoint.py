"""Do one thing with a blog after another, each in a process that a failpoint may kill.

`python -m tests.archive.at_failpoint` reads lines of JSON (verb, tenant, folder, failpoint) and
answers each with the exit status. It forks, since Django's start would be most of the time.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings


def main() -> None:
    """Until standard input ends; `a.zip` in the folder is read."""
    django.setup()
    from tenants.archive import work

    assert work  # imported before the fork
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            _run(**json.loads(line))
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


def _run(verb: str, tenant: str, folder: str, failpoint: str) -> None:
    os.environ["INKSTEAD_FAILPOINT"] = failpoint
    try:
        _act(verb, tenant, Path(folder))
    finally:
        os._exit(0)


def _act(verb: str, tenant_id: str, folder: Path) -> None:
    from inkstead.settings.base import backups
    from tenants.actions.back_up import back_up
    from tenants.actions.purge_tenant import purge_tenant
    from tenants.actions.restore_as import restore_as
    from tenants.actions.restore_over import restore_over
    from tenants.archive.models import Kind
    from tenants.models import Tenant

    place = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {
        **settings.STORAGES,
        "backups": backups(folder / "backups"),
        "media": {**place, "OPTIONS": {"location": folder / "media"}},
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


if __name__ == "__main__":
    main()
