"""Workers that tests may kill: `python -m tests.due.worker`.

It sets Django up once. For each line on its input, a failpoint's name or nothing, it forks a worker
that does what is due until nothing is. It prints `born PID`, `note KEY` and `gone STATUS`.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import django


def say(*words: object) -> None:
    """Print one line, whole and at once: several processes share the pipe."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def note(payload: dict[str, Any]) -> None:
    """Leave one trace in the blog and one in public, neither of which minds a twin."""
    from blog.models import Tag
    from journal import audit
    from tenants.db.scope import require_tenant_id

    key = payload["key"]
    Tag.objects.create(name=key, slug=f"{key}-{Tag.objects.count()}")
    audit.record("test.note", by=None, tenant_id=require_tenant_id(), target=key)


def loud_note(payload: dict[str, Any]) -> None:
    """The same, telling the test."""
    note(payload)
    say("note", payload["key"])


def work(failpoint: str) -> None:
    from django.conf import settings

    from blog import due
    from tenants.due.run import run_due

    # What is made at night is made now, whoever else makes some on this machine.
    settings.MEDIA_QUIET_HOURS, settings.MEDIA_AVIF_AT_ONCE = "0-24", 100
    os.environ["INKSTEAD_FAILPOINT"] = failpoint
    due.handlers["note"] = loud_note
    while run_due():
        pass


def main() -> None:
    django.setup()
    say("ready")
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            work(line.strip())
            os._exit(0)
        say("born", pid)
        say("gone", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


if __name__ == "__main__":
    main()
