"""The first page: the numbers somebody would act on, and what was done last."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone

from accounts.models import User
from inkstead.admin.history import named
from journal.models import AuditEntry, PlatformWork
from tenants.archive.models import Backup, Job
from tenants.models import State, Tenant, TenantStats

LAST = 12


def overview() -> dict[str, Any]:
    """Blogs by state, people, posts, space, work that failed; the last deeds of staff."""
    states = dict(Tenant.objects.values_list("state").annotate(Count("pk")))
    sums = TenantStats.objects.aggregate(posts=Sum("posts"), storage=Sum("storage_bytes"))
    staff = User.objects.filter(is_staff=True).values_list("pk", flat=True)
    done = AuditEntry.objects.filter(actor_id__in=list(staff), action__startswith="tenant.")
    return {
        "states": {state.value: states.get(state.value, 0) for state in State},
        "people": User.objects.filter(is_active=True).count(),
        "posts": sums["posts"] or 0,
        "storage": sums["storage"] or 0,
        "failing": _waiting().exclude(last_error="").count(),
        "waiting": _waiting().filter(due_at__lte=timezone.now()).count(),
        "backups": _backups(),
        "history": named(done.order_by("-at")[:LAST]),
    }


def _backups() -> dict[str, Any]:
    """How many were made in the last day, and the last one that was read back as a test."""
    day = timezone.now() - timedelta(days=1)
    tested = Backup.objects.exclude(compared_at=None).select_related("tenant")
    return {
        "made": Backup.objects.filter(made_at__gt=day).count(),
        "tested": tested.order_by("-compared_at").first(),
        "jobs_failed": Job.objects.filter(state="failed", ended_at__gt=day).count(),
    }


def _waiting() -> Any:
    return PlatformWork.objects.filter(done_at=None)
