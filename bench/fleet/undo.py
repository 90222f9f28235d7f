"""Blogs that a measure made are taken away again, so that the fleet stays what it is."""

from __future__ import annotations

from accounts.models import User
from bench.fleet.fill import each
from journal.models import DueTenant, PlatformWork
from tenants.db.scope import tenant_connection
from tenants.models import BareSchema, FleetSchema, Tenant
from tenants.provisioning.schema import drop_schema


def remove_blogs(prefix: str) -> None:
    """Remove the blogs whose address begins with `prefix`, with their owners and all due work."""
    tenants = Tenant.objects.filter(domains__domain__startswith=prefix)
    each(_remove, tenants, what=f"Taking away {prefix}*")
    User.objects.filter(email__startswith=prefix).delete()
    PlatformWork.objects.filter(done_at=None).delete()


def remove_spares() -> None:
    """Drop what stands ready."""
    spares = FleetSchema.objects.filter(spare=True).values_list("pk", flat=True)
    ready = [*spares, *BareSchema.objects.values_list("pk", flat=True)]
    each(lambda name: drop_schema(tenant_connection(), name), ready, what="Dropping spares")
    BareSchema.objects.filter(pk__in=ready).delete()


def _remove(tenant: Tenant) -> None:
    drop_schema(tenant_connection(), tenant.schema_name)
    DueTenant.objects.filter(tenant_id=tenant.id).delete()
    tenant.delete(force_drop=False)
