"""A blog by one of its addresses."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import CommandError

from tenants.models import Domain, Tenant
from tenants.plans.models import Plan


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


def find_plan(name: str) -> Plan:
    """The plan called `name`, in whatever case; raises CommandError that names those there are."""
    plan = Plan.objects.filter(name__iexact=name).first()
    if plan is None:
        known = ", ".join(Plan.objects.order_by("name").values_list("name", flat=True))
        raise CommandError(f"There is no plan called {name!r}. There are: {known or 'none'}.")
    return plan


def _host_in(typed: str) -> str:
    try:
        return urlsplit(typed if "//" in typed else f"//{typed}").hostname or ""
    except ValueError:  # no address at all, as "//["
        return ""
