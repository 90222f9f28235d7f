"""A suspended blog keeps its look, and shows nothing else of itself."""

from __future__ import annotations

from django.db import DatabaseError

from blog.models import Blog
from tenants.db.scope import tenant_transaction
from tenants.dress import Dress
from tenants.http import TenantRef


def closed_dress(tenant: TenantRef) -> Dress:
    """Its theme and scheme; a plain page where its tables cannot be read."""
    try:
        with tenant_transaction(tenant):
            blog = Blog.objects.only("theme", "scheme").get(pk=1)
    except (DatabaseError, Blog.DoesNotExist):
        return Dress()
    look = {"key": blog.look.key, "face": blog.look.face, "faces": blog.look.faces}
    return Dress("blog/public/closed.html", {"look": look, "scheme": blog.scheme})
