"""The platform's own work that tenants know how to do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from journal.work import NotYet, handles
from tenants.models import State
from tenants.provisioning.provision import provision


def provision_work(payload: dict[str, Any]) -> None:
    """Provision `payload["tenant_id"]`; raises NotYet while another worker is at it."""
    if provision(UUID(payload["tenant_id"])) == State.PROVISIONING:
        raise NotYet("another worker is at it")


def register() -> None:
    """Take up the work; the transaction is provision's own."""
    handles("provision", provision_work, atomic=False)
