"""The platform's own work that tenants know how to do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from journal.work import NotYet, handles
from tenants.actions.close_account import ERASE
from tenants.actions.erase_account import erase_account
from tenants.models import State
from tenants.provisioning.provision import provision


def provision_work(payload: dict[str, Any]) -> None:
    """Provision `payload["tenant_id"]`; raises NotYet while another worker is at it."""
    if provision(UUID(payload["tenant_id"])) == State.PROVISIONING:
        raise NotYet("another worker is at it")


def register() -> None:
    """Take up the work; the transaction of provisioning is its own."""
    handles("provision", provision_work, atomic=False)
    handles(ERASE, erase_account)
