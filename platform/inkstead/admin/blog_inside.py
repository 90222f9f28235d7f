"""What a blog's own schema tells an admin: one transaction of its own, and two reads."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DatabaseError
from django.db.models import Count, Min, Q

from blog.models import OutboxEntry, Post
from tenants.db.scope import tenant_transaction
from tenants.fleet.census import WITH_SCHEMA
from tenants.models import Tenant

logger = logging.getLogger(__name__)

POSTS = 8
SHOWN = ("pk", "title", "slug", "status", "published_at", "updated_at", "trashed_at")


@dataclass(slots=True)
class Due:
    """The blog's own due work that is not done."""

    waiting: int = 0
    failing: int = 0
    since: datetime | None = None  # when the oldest was due
    error: str = ""  # why its schema could not be read

    @property
    def is_fine(self) -> bool:
        """Whether nobody has to look at it."""
        return not self.failing and not self.error


@dataclass(slots=True)
class Inside:
    """The posts that were changed last; their texts are not read."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    error: str = ""


def look_inside(tenant: Tenant) -> Inside | None:
    """Its last posts; None where there is no schema to look into."""
    if tenant.state not in WITH_SCHEMA:
        return None
    try:
        with tenant_transaction(tenant):
            newest = Post.objects.order_by("-updated_at", "-pk")
            return Inside(list(newest.values(*SHOWN)[:POSTS]))
    except DatabaseError as error:
        return Inside(error=_words(tenant, error))


def due_work(tenant: Tenant) -> Due:
    """How much of its outbox waits, and whether some of it fails."""
    if tenant.state not in WITH_SCHEMA:
        return Due()
    try:
        with tenant_transaction(tenant):
            open_ = OutboxEntry.objects.filter(done_at=None)
            failing = Count("pk", filter=~Q(last_error=""))
            return Due(**open_.aggregate(waiting=Count("pk"), failing=failing, since=Min("due_at")))
    except DatabaseError as error:
        return Due(error=_words(tenant, error))


def _words(tenant: Tenant, error: DatabaseError) -> str:
    logger.warning("Blog %s could not be read: %s", tenant.pk, error)
    return str(error).strip().split("\n")[0]
