"""A blog by one of its addresses."""

from __future__ import annotations

from django.conf import settings
from django.core.management import CommandError

from tenants.models import Domain, Tenant
from tenants.names import tidy
from tenants.plans.models import Plan


def find(typed: str) -> Tenant:
    """The blog at `typed`, a label or a whole host name; raises CommandError."""
    suffix = f".{settings.BLOGS_DOMAIN}"
    label = tidy(typed, suffix=suffix)
    hosts = [label, f"{label}{suffix}"]
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
