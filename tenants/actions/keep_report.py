"""Keep what somebody says is wrong with a page of a blog."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation

from journal import audit
from tenants.models import Tenant
from tenants.watch.queue import have_reviewed
from tenants.watch.reports import Report


@transaction.atomic
def keep_report(tenant: Tenant, *, by: None = None, **fields: Any) -> Report:
    """Save a report with `fields` of Report; it waits for an admin.

    `by` is nobody: whoever reports needs no account. The audit has that one came, and its category;
    who sent it stands in the report alone.
    """
    language = translation.get_language() or ""
    report: Report = Report.objects.create(tenant=tenant, language=language, **fields)
    have_reviewed(tenant.pk)
    audit.record(
        "report.kept",
        by=by,
        tenant_id=tenant.pk,
        target=f"report {report.pk}",
        category=report.category,
        path=report.path,
    )
    return report
