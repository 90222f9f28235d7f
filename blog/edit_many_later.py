"""The worker's part of a change to many posts: fifty in a transaction, with how far it is."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any
from uuid import UUID

from django.utils import timezone

from blog.actions.many.edit import KIND, do_a_part, who_asked
from blog.actions.many.one import Editor
from blog.due import LEASE, SlowWork, no_more, slow_work
from blog.models import OutboxEntry
from journal.on_behalf import on_behalf
from tenants.db.scope import TenantKey, tenant_transaction
from tenants.models import Membership, Tenant


def register() -> None:
    """Have the worker do it."""
    slow_work[KIND] = SlowWork(go_on, _nothing_to_save, no_more)


def go_on(tenant: TenantKey, payload: dict[str, Any]) -> None:
    """Do part after part; begun again, it goes on where it was. Rights are asked anew each time."""
    who = who_asked(payload)
    with on_behalf(who) if who else nullcontext():
        while _a_part(tenant, payload["key"], UUID(payload["by"])):
            pass


def _a_part(tenant: TenantKey, key: str, user_id: UUID) -> bool:
    row = Tenant.objects.select_related("plan").get(pk=tenant.id)
    here = Membership.objects.filter(tenant_id=row.pk, user_id=user_id).select_related("user")
    member = here.first()
    may_go_on = member is not None and member.user.is_active and not row.lock_reason
    by = Editor(member.user, member) if member is not None and may_go_on else None
    with tenant_transaction(row, limits=row.limits):
        entry = OutboxEntry.objects.select_for_update().filter(key=key, done_at=None).first()
        if entry is None:
            return False  # another worker was done sooner, or who asked was forgotten
        entry.due_at = timezone.now() + LEASE
        entry.save(update_fields=["due_at"])
        return do_a_part(entry, by)


def _nothing_to_save(_payload: dict[str, Any], _outcome: None) -> None:
    """The parts saved what they did."""
