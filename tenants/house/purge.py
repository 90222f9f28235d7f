"""What the one row says of single blogs, when one of them is purged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from tenants.actions.set_house import held_house, save_house
from tenants.house.models import House


@transaction.atomic
def forget_blog(tenant_id: UUID) -> None:
    """Take its notices and its switches out. May run again."""
    if not said_of(tenant_id):
        return
    row = held_house()
    row.notices = [one for one in row.notices if one["tenant"] != str(tenant_id)]
    row.switches = {name: _without(known, tenant_id) for name, known in row.switches.items()}
    save_house(row)


def said_of(tenant_id: UUID) -> int:
    """How much of it the row has."""
    row = House.objects.first() or House()
    notices = [one for one in row.notices if one["tenant"] == str(tenant_id)]
    switches = [known for known in row.switches.values() if str(tenant_id) in known]
    return len(notices) + len(switches)


def _without(known: dict[str, Any], tenant_id: UUID) -> dict[str, Any]:
    return {place: on for place, on in known.items() if place != str(tenant_id)}
