"""Take somebody off a blog's team."""

from __future__ import annotations

from django.db import transaction

from accounts.actions.end_sessions import end_blog_sessions
from accounts.models import User
from journal import audit
from tenants.models import Membership


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """Delete `membership`; the person's sessions on that blog end with it."""
    user, tenant = membership.user, membership.tenant
    membership.delete()
    audit.record(
        "membership.removed",
        by=by.id,
        tenant_id=tenant.id,
        target=user.email,
        role=membership.role,
    )
    end_blog_sessions(user, tenant_id=tenant.id, by=by)
