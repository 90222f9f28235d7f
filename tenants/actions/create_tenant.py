"""Create a tenant: its row, its address, its owner. The schema follows (tenants.provisioning)."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import User
from journal import audit
from journal.work import enqueue_platform_work
from kit.failpoints import failpoint
from tenants.models import ContentVersion, Domain, Membership, Tenant, TenantStats
from tenants.names import skeleton
from tenants.roles import Role


class AddressTaken(ValueError):
    """Somebody else has this address, or one that looks the same."""


@transaction.atomic
def create_tenant(*, by: User, name: str, address: str) -> Tenant:
    """Save a tenant in state PROVISIONING at `address` (a checked label), owned by `by`.

    Raises AddressTaken; the database decides, so of many at once exactly one wins.
    """
    tenant: Tenant = Tenant.objects.create(name=name)
    failpoint("create_tenant.after_row")
    _take_address(tenant, address)
    Membership.objects.create(user=by, tenant=tenant, role=Role.OWNER)
    ContentVersion.objects.create(tenant=tenant)
    TenantStats.objects.create(tenant=tenant)
    enqueue_platform_work(
        "provision", key=f"provision:{tenant.id}", payload={"tenant_id": str(tenant.id)}
    )
    audit.record("tenant.created", by=by.id, tenant_id=tenant.id, target=name, address=address)
    failpoint("create_tenant.before_commit")
    return tenant


def _take_address(tenant: Tenant, address: str) -> None:
    try:
        with transaction.atomic():
            Domain.objects.create(
                tenant=tenant,
                domain=f"{address}.{settings.BLOGS_DOMAIN}",
                skeleton=f"{skeleton(address)}.{settings.BLOGS_DOMAIN}",
            )
    except IntegrityError as error:
        raise AddressTaken(address) from error
