"""The audit entry of a write on a blog."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from blog.models.base import TenantModel
from journal import audit
from tenants.db.scope import require_tenant_id


def recorded(action: str, *, by: User, row: TenantModel, **details: Any) -> None:
    """Record that `by` did `action` to `row`, for good, together with the write."""
    target = f"{row._meta.model_name} {row.pk}"
    audit.record(action, by=by.id, tenant_id=require_tenant_id(), target=target, **details)
