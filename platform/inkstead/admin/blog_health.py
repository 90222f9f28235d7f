"""How one blog does: its schema, its due work, its backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from inkstead.admin.blog_inside import Due, due_work
from journal.models import DueTenant
from tenants.archive.models import Backup
from tenants.fleet.census import WITH_SCHEMA
from tenants.fleet.doctor.examine import examine_one
from tenants.fleet.doctor.finding import Finding
from tenants.fleet.doctor.ground import MISSED_AFTER
from tenants.models import FleetSchema, Tenant
from tenants.provisioning.template import TemplateOutOfStep, current_template

CLOSELY = "closely"  # in the address: have the doctor look at tables and rights as well


@dataclass(frozen=True, slots=True)
class Health:
    """What the page says of it."""

    schema: str
    version: str  # the first letters of it; empty: not noted
    is_current: bool
    findings: list[Finding]
    closely: bool
    due: Due
    bell: datetime | None  # when the worker comes next
    last_backup: Backup | None

    @property
    def is_late(self) -> bool:
        """Whether the worker should have come long ago."""
        return self.bell is not None and self.bell < timezone.now() - MISSED_AFTER

    @property
    def is_fine(self) -> bool:
        """Whether nobody has to look at it."""
        return not self.findings and self.due.is_fine and not self.is_late


def health(tenant: Tenant, request: HttpRequest) -> Health | None:
    """None for a blog that has no schema yet, or none any more."""
    if tenant.state not in WITH_SCHEMA:
        return None
    closely = CLOSELY in request.GET
    noted = FleetSchema.objects.filter(pk=tenant.schema_name).values_list("version", flat=True)
    version = noted.first() or ""
    bells = DueTenant.objects.filter(pk=tenant.pk).values_list("next_due_at", flat=True)
    return Health(
        schema=tenant.schema_name,
        version=version[:12],
        is_current=bool(version) and version == _version_of_today(),
        findings=examine_one(tenant, closely=closely),
        closely=closely,
        due=due_work(tenant),
        bell=bells.first(),
        last_backup=Backup.objects.filter(tenant=tenant).order_by("-made_at").first(),
    )


def _version_of_today() -> str:
    try:
        return current_template().version
    except TemplateOutOfStep:
        return ""
