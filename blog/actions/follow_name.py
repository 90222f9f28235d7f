"""Call the blog what the platform calls it now."""

from __future__ import annotations

from django.utils import timezone

from blog.models import Blog
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant


def follow_name(tenant: Tenant) -> None:
    """Take over the name an admin gave; whoever gave it writes it down."""
    with tenant_transaction(tenant):
        Blog.objects.update(name=tenant.name, updated_at=timezone.now())
