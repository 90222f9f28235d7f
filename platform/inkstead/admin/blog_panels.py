"""The panels of a blog's page that this room knows itself."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inkstead.admin.blog_health import health
from inkstead.admin.blog_inside import look_inside
from inkstead.admin.history import named
from inkstead.admin.panels import Panel, register_panel
from journal.models import AuditEntry
from tenants.archive.models import Backup, Job
from tenants.domains.models import DomainClaim
from tenants.models import Membership, Tenant

ENTRIES = 30
BACKUPS = 20
JOBS = 5
# What concerns the blog as a whole; posts and the like are in the audit's own list.
KINDS = (
    *("tenant.", "membership.", "invitation.", "listing.", "domain.", "fleet."),
    *("visit.asked", "visit.began", "visit.ended"),  # what was opened stands on the visit's page
)


def people(tenant: Tenant, request: HttpRequest) -> dict[str, Any]:
    """Everybody on the team, the owner first."""
    return {"people": Membership.objects.team_of(tenant.pk)}


def addresses(tenant: Tenant, request: HttpRequest) -> dict[str, Any]:
    """The addresses we gave, and domains of the owner's own with their state."""
    given = tenant.domains.filter(is_custom=False)
    return {
        "addresses": given.order_by("-is_primary", "domain"),
        "domains": DomainClaim.objects.filter(tenant=tenant).order_by("added_at"),
        "led_to": getattr(tenant, "own_domain", None),
    }


def posts(tenant: Tenant, request: HttpRequest) -> Any:
    """What was written last, read in the blog itself."""
    return look_inside(tenant)


def jobs(tenant: Tenant, request: HttpRequest) -> dict[str, Any] | None:
    """What was asked of the worker."""
    found = Job.objects.filter(tenant=tenant).select_related("by").order_by("-asked_at")[:JOBS]
    return {"jobs": found, "under_way": is_under_way(tenant)} if found else None


def is_under_way(tenant: Tenant) -> bool:
    """Whether the worker is at something that was asked for."""
    return Job.objects.filter(tenant=tenant, state__in=["waiting", "running"]).exists()


def backups(tenant: Tenant, request: HttpRequest) -> dict[str, Any] | None:
    """The archives that are kept."""
    found = Backup.objects.filter(tenant=tenant).order_by("-made_at")[:BACKUPS]
    return {"backups": found} if found else None


def history(tenant: Tenant, request: HttpRequest) -> dict[str, Any]:
    """What was done here, in words."""
    about = reduce(or_, (Q(action__startswith=kind) for kind in KINDS))
    entries = AuditEntry.objects.filter(about, tenant_id=tenant.pk).order_by("-at")
    return {"history": named(entries[:ENTRIES]), "pk": tenant.pk}


BESIDE = (
    ("people", _("People"), people),
    ("addresses", _("Addresses and domains"), addresses),
    ("health", _("Health"), health),
)
BELOW = (
    ("posts", _("Last written"), posts),
    ("jobs", _("Under way and done"), jobs),
    ("backups", _("Backups"), backups),
    ("history", _("What was done here"), history),
)
for place, (name, title, about) in enumerate((*BESIDE, *BELOW), start=2):  # the plan comes first
    register_panel(
        Panel(
            name=name,
            title=title,
            template=f"admin/panels/{name}.html",
            place=10 * place,
            about=about,
            beside=(name, title, about) in BESIDE,
        )
    )
