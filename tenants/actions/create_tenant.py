"""Create a tenant: its row, its address, its owner. The schema follows (tenants.provisioning)."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from journal import audit
from journal.work import enqueue_platform_work
from kit.failpoints import failpoint
from tenants.actions.take_address import AddressTaken, take_address
from tenants.models import ContentVersion, Membership, Tenant, TenantStats
from tenants.plans.models import default_plan
from tenants.roles import Role
from tenants.signups.rules import current
from tenants.watch.queue import have_reviewed

__all__ = ["AddressTaken", "create_tenant"]


@transaction.atomic
def create_tenant(*, by: User, name: str, address: str) -> Tenant:
    """Save a tenant in state PROVISIONING at `address` (a checked label), owned by `by`.

    Raises AddressTaken; the database decides, so of many at once exactly one wins.
    """
    tenant: Tenant = Tenant.objects.create(
        name=name, plan=default_plan(), trusted=current().new_blogs_trusted
    )
    failpoint("create_tenant.after_row")
    take_address(tenant, address)
    Membership.objects.create(user=by, tenant=tenant, role=Role.OWNER)
    ContentVersion.objects.create(tenant=tenant)
    TenantStats.objects.create(tenant=tenant)
    if not tenant.trusted:
        have_reviewed(tenant.id)
    enqueue_platform_work(
        "provision", key=f"provision:{tenant.id}", payload={"tenant_id": str(tenant.id)}
    )
    audit.record("tenant.created", by=by.id, tenant_id=tenant.id, target=name, address=address)
    failpoint("create_tenant.before_commit")
    return tenant
