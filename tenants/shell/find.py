"""A blog by one of its addresses."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import CommandError

from tenants.models import Domain, Tenant


def find(typed: str) -> Tenant:
    """The blog at `typed`: a label, a host name, or an address out of a browser's bar.

    Raises CommandError.
    """
    suffix = f".{settings.BLOGS_DOMAIN}"
    host = _host_in(typed.strip().lower())
    hosts = [host, f"{host}{suffix}"]
    domain = Domain.objects.filter(domain__in=hosts).select_related("tenant").first()
    if domain is None:
        raise CommandError(f"There is no blog at {typed!r}.")
    tenant: Tenant = domain.tenant
    return tenant


def _host_in(typed: str) -> str:
    try:
        return urlsplit(typed if "//" in typed else f"//{typed}").hostname or ""
    except ValueError:  # no address at all, as "//["
        return ""
