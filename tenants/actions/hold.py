"""Whoever changes what the platform knows of a blog holds the blog's row first.

In one order, so that two never wait for each other (docs/architecture.md, "Who waits for whom"):
accounts, then blogs (several by their ids), then what hangs on a blog: its review, decisions,
reports, claims. Due work, audit and the house's row come last.
"""

from __future__ import annotations

from uuid import UUID

from tenants.models import Tenant


def hold(tenant_id: UUID) -> Tenant:
    """The row as it is now, with its plan, held until the transaction ends.

    Its key is left free: a report, a membership or a letter that only names the blog is written
    meanwhile, and its writer may go on to hold what we wait for.
    """
    rows = Tenant.objects.select_for_update(no_key=True, of=("self",)).select_related("plan")
    row: Tenant = rows.get(pk=tenant_id)
    return row
