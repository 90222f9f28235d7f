"""Give a blog an address; the database decides who of many has it."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction

from tenants.models import Domain, Tenant
from tenants.names import skeleton


class AddressTaken(ValueError):
    """Somebody else has this address, or one that looks the same."""


def take_address(tenant: Tenant, address: str, *, is_primary: bool = True) -> Domain:
    """Save `address` (a checked label) as one of `tenant`'s; raises AddressTaken."""
    try:
        with transaction.atomic():
            domain: Domain = Domain.objects.create(
                tenant=tenant,
                domain=f"{address}.{settings.BLOGS_DOMAIN}",
                skeleton=f"{skeleton(address)}.{settings.BLOGS_DOMAIN}",
                is_primary=is_primary,
            )
    except IntegrityError as error:
        raise AddressTaken(address) from error
    return domain
