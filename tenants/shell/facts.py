"""What the shell says about a blog: a line of a list, a page, or JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kit.table import lines
from tenants.models import Tenant

COLUMNS = ("address", "state", "owner", "posts", "created_at", "name")


def facts_of(tenant: Tenant) -> dict[str, Any]:
    """Plain values of a row from `Tenant.objects.for_admins()`; dates are ISO 8601 text."""
    stats = getattr(tenant, "stats", None)
    row: Any = tenant
    return {
        "id": str(tenant.id),
        "name": tenant.name,
        "address": row.address or "",
        "domain": row.own_domain or "",
        "state": str(tenant.state),
        "state_since": tenant.state_since.isoformat(timespec="seconds"),
        "state_reason": tenant.state_reason,
        "listed": tenant.listed,
        "listing_refused": tenant.listing_refused,
        "trusted": tenant.trusted,
        "lock_reason": tenant.lock_reason,
        "owner": row.owner_email or "",
        "plan": tenant.plan.name if tenant.plan else "",
        "posts": stats.posts if stats else 0,
        "drafts": stats.drafts if stats else 0,
        "last_published_at": _iso(stats.last_published_at if stats else None),
        "storage_bytes": stats.storage_bytes if stats else 0,
        "created_at": tenant.created_at.isoformat(timespec="seconds"),
        "schema": tenant.schema_name,
    }


def columns(found: list[dict[str, Any]]) -> list[str]:
    """The list as lines of a table, with its heads."""
    return lines(COLUMNS, ([_cell(name, one[name]) for name in COLUMNS] for one in found))


def _cell(name: str, value: Any) -> Any:
    """Of a moment the day: the rest is on the blog's own page, and a terminal is narrow."""
    return value[:10] if name == "created_at" else value


def page(facts: dict[str, Any]) -> list[str]:
    """One blog, a fact a line."""
    width = max(map(len, facts))
    words = {name: "" if value is None else value for name, value in facts.items()}
    return [f"{name.ljust(width)}  {word}" for name, word in words.items()]


def _iso(when: datetime | None) -> str | None:
    return when.isoformat(timespec="seconds") if when else None
