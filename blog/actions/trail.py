"""The audit entry of a write on a blog."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from accounts.models import User
from blog.models.base import TenantModel
from journal import audit
from tenants.db.scope import require_tenant_id

_as_one: ContextVar[bool] = ContextVar("as_one", default=False)


@contextmanager
def as_one() -> Iterator[None]:
    """Within the block the acts write no entries: the caller writes one of all, with the list."""
    token = _as_one.set(True)
    try:
        yield
    finally:
        _as_one.reset(token)


def recorded(action: str, *, by: User, row: TenantModel, **details: Any) -> None:
    """Record that `by` did `action` to `row`, for good, together with the write."""
    if not _as_one.get():
        target = f"{row._meta.model_name} {row.pk}"
        audit.record(action, by=by.id, tenant_id=require_tenant_id(), target=target, **details)


def recorded_of_many(action: str, *, by: UUID, posts: list[int], **details: Any) -> None:
    """One entry for what `by` did to all of `posts`, by their numbers."""
    told = {**details, "posts": posts}
    audit.record(action, by=by, tenant_id=require_tenant_id(), target=f"{len(posts)} posts", **told)
