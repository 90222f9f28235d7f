"""What `manage.py blog export` asks of this room."""

from __future__ import annotations

from pathlib import Path

from django.core.servers.basehttp import get_internal_wsgi_application

from blog.exports.folder import FolderExists, export_folder
from kit.origins import blog_url
from tenants.export.site import Count, FolderRefused, Written
from tenants.models import Domain, Tenant


def write_site(tenant: Tenant, folder: Path, *, base: str, count: Count) -> Written:
    """Write the blog as its readers see it now; raises FolderRefused."""
    host = str(Domain.objects.for_readers().filter(tenant=tenant)[0].domain)
    origin = blog_url(host, "").rstrip("/")
    try:
        done = export_folder(
            get_internal_wsgi_application(),
            host=host,
            origin=origin,
            folder=folder,
            base=base,
            progress=count,
        )
    except FolderExists as error:
        raise FolderRefused(str(error)) from None
    return Written(len(done.files) + 1, done.bytes, done.nowhere)  # and 404.html
