"""A worker that tests may kill: `python -m tests.due.worker` does what is due until nothing is."""

from __future__ import annotations

from typing import Any

import django


def note(payload: dict[str, Any]) -> None:
    """Leave one trace in the blog and one in public, neither of which minds a twin."""
    from blog.models import Tag
    from journal import audit
    from tenants.db.scope import require_tenant_id

    key = payload["key"]
    Tag.objects.create(name=key, slug=f"{key}-{Tag.objects.count()}")
    audit.record("test.note", by=None, tenant_id=require_tenant_id(), target=key)


def main() -> None:
    django.setup()
    from blog import due
    from tenants.due.run import run_due

    due.handlers["note"] = note
    while run_due():
        pass


if __name__ == "__main__":
    main()
