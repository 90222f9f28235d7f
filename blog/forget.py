"""Forget whose a byline was, once the account behind it is erased. The byline stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from blog.actions import kept_undo
from blog.actions.many import edit
from blog.left import end_links_of
from blog.models import OutboxEntry
from tenants.archive.people import rename_people
from tenants.db.scope import tenant_transaction
from tenants.models import State, Tenant


def forget_user(payload: dict[str, Any]) -> None:
    """Take `user_id` out of the blog `tenant_id`; a second time changes nothing."""
    tenant = Tenant.objects.filter(pk=UUID(payload["tenant_id"])).first()
    if tenant is None or tenant.state in {State.PROVISIONING, State.PURGED}:
        return
    with tenant_transaction(tenant):
        end_links_of(UUID(payload["user_id"]))
        rename_people({UUID(payload["user_id"]): None})
        _forget_undo(payload["user_id"])


def _forget_undo(user_id: str) -> None:
    """What they asked to be done to many posts, and bylines that Undo would bring back."""
    OutboxEntry.objects.filter(kind=edit.KIND, payload__by=user_id).delete()
    OutboxEntry.objects.filter(kind=kept_undo.KIND, payload__fields__user_id=user_id).delete()
