"""Forget whose a byline was, once the account behind it is erased. The byline stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from blog.media.models import Picture
from blog.models import Author, Post, PreviewLink, Revision
from tenants.db.scope import tenant_transaction
from tenants.models import State, Tenant


def forget_user(payload: dict[str, Any]) -> None:
    """Take `user_id` out of the blog `tenant_id`; a second time changes nothing."""
    tenant = Tenant.objects.filter(pk=UUID(payload["tenant_id"])).first()
    if tenant is None or tenant.state in {State.PROVISIONING, State.PURGED}:
        return
    user_id = UUID(payload["user_id"])
    with tenant_transaction(tenant):
        Author.objects.filter(user_id=user_id).update(user_id=None)
        Picture.objects.filter(created_by_id=user_id).update(created_by_id=None)
        Revision.objects.filter(saved_by_id=user_id).update(saved_by_id=None)
        Post.objects.filter(created_by_id=user_id).update(created_by_id=None)
        PreviewLink.objects.filter(made_by_id=user_id).update(made_by_id=None)
