"""What a blog's owner decides about discover."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from journal import audit
from tenants.actions.hold import hold
from tenants.actions.hooks import run_tenant_changed_hooks
from tenants.models import ContentVersion, Tenant


@transaction.atomic
def set_listing(tenant: Tenant, *, by: User, listed: bool) -> Tenant:
    """Save whether the blog is to be in discover; an admin's refusal stands beside it.

    Nothing happens, and nothing is recorded, when that is so already.
    """
    row = hold(tenant.pk)
    if row.listed != listed:
        row.listed = listed
        row.save(update_fields=["listed"])
        run_tenant_changed_hooks(row)
        ContentVersion.objects.filter(pk=row.pk).update(
            version=F("version") + 1, changed_at=timezone.now()
        )
        action = "listing.wished" if listed else "listing.ended"
        audit.record(action, by=by.id, tenant_id=row.id, target=row.name)
    return row
