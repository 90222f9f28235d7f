"""The platform's own due work: what waits, what failed and why."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin import register
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from inkstead.admin.filters import choice, order
from inkstead.admin.rooms import Room
from inkstead.admin.site import site
from journal.models import PlatformWork


@register(PlatformWork, site=site)
class Work(Room):
    """It is done by the worker alone."""

    folder = "work"
    place = 6
    title = _("Work")
    change_list_template = "admin/work.html"
    page_template = "admin/work_page.html"
    search_hint = _("Kind or key")
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-pk",)),
        "due": (_("Due first"), ("due_at", "pk")),
    }
    list_filter = (
        choice(
            "state",
            _("State"),
            {
                "waiting": (_("Waiting"), lambda rows: rows.filter(done_at=None)),
                "failing": (
                    _("Failing"),
                    lambda rows: rows.filter(done_at=None).exclude(last_error=""),
                ),
                "done": (_("Done"), lambda rows: rows.exclude(done_at=None)),
            },
            tabs=True,
        ),
        order(orders),
    )

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        return rows.filter(Q(kind__icontains=term) | Q(key__icontains=term))
