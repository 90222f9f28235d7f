"""Keep what somebody says is wrong with a page of a blog."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from journal import audit
from tenants.models import Tenant
from tenants.watch.reports import Report


@transaction.atomic
def keep_report(tenant: Tenant, *, by: None = None, **fields: Any) -> Report:
    """Save a report with `fields` of Report; it waits for an admin.

    `by` is nobody: whoever reports needs no account. The audit has that one came, and its category;
    who sent it stands in the report alone.
    """
    report: Report = Report.objects.create(tenant=tenant, **fields)
    audit.record(
        "report.kept",
        by=by,
        tenant_id=tenant.pk,
        target=f"report {report.pk}",
        category=report.category,
        path=report.path,
    )
    return report
