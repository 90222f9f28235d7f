"""The platform's due work that is about one blog as a whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from journal.on_behalf import by_itself
from journal.work import NotYet, handles
from tenants.actions.change import Refused
from tenants.actions.purge_tenant import clear_rest, prove, purge_tenant
from tenants.archive import nightly
from tenants.archive.errors import Busy
from tenants.archive.jobs import run_job
from tenants.models import State, Tenant


def purge_late(payload: dict[str, Any]) -> None:
    """Purge a blog whose days in the trash are over, unless it came out of it meanwhile."""
    since = datetime.fromisoformat(payload["since"])
    found = Tenant.objects.filter(pk=UUID(payload["tenant"]), state_since=since)
    tenant = found.filter(state=State.DELETED).first()
    if tenant is None:
        return
    try:
        with by_itself():
            proof = purge_tenant(tenant, by=None, reason="Its days in the trash are over.")
    except Busy as error:
        raise NotYet(str(error)) from None
    except Refused:
        return  # restored at this moment
    if not proof.holds:
        raise RuntimeError(f"Something is left of blog {tenant.pk}: {proof.left}")


def purge_rest(payload: dict[str, Any]) -> None:
    """Clear what a purge that was killed had still to clear; raises while something is left."""
    tenant = Tenant.objects.filter(pk=UUID(payload["tenant_id"]), state=State.PURGED).first()
    if tenant is None:
        return
    clear_rest(tenant)
    proof = prove(tenant, [tenant.schema_name])
    if not proof.holds:
        raise RuntimeError(f"Something is left of blog {tenant.pk}: {proof.left}")


def register() -> None:
    """Take it up. All but the plan open transactions of their own and may run again."""
    handles("archive_job", run_job, atomic=False)
    handles("purge", purge_late, atomic=False)
    handles("purge_rest", purge_rest, atomic=False)
    handles("plan_backups", nightly.plan, atomic=True)
    handles("nightly_backup", nightly.back_up_tonight, atomic=False)
    handles("compare_backup", nightly.compare_tonight, atomic=False)
