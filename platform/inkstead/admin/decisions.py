"""Decisions about blogs: on what grounds, and what their owners say to that."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.contrib.admin import register
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inkstead.admin.deed_room import DeedRoom
from inkstead.admin.filters import choice, order
from inkstead.admin.panels import Panel, register_panel
from inkstead.admin.site import site
from inkstead.admin.watch_deeds import DECISIONS
from tenants.models import Domain, Tenant
from tenants.watch.decisions import AppealState, Decision, Ground

SHOWN = 10


def _appeal(rows: Any, *, state: AppealState) -> Any:
    return rows.filter(appeal_state=state)


def _on(rows: Any, *, ground: Ground) -> Any:
    return rows.filter(ground=ground)


def decisions_of(tenant: Tenant, request: HttpRequest) -> dict[str, Any] | None:
    """What was decided about one blog; nothing for most."""
    found = Decision.objects.filter(tenant=tenant).select_related("decided_by")
    rows = list(found.order_by("-decided_at")[:SHOWN])
    return {"decisions": rows} if rows else None


register_panel(
    Panel(
        name="decisions",
        title=_("Decisions"),
        template="admin/panels/decisions.html",
        place=46,
        about=decisions_of,
    )
)


@register(Decision, site=site)
class Decisions(DeedRoom):
    """A measure is taken and ended on the blog's own page; here its appeal is answered."""

    folder = "decisions"
    place = 2
    in_band = False  # Reports leads here
    title = _("Decisions")
    change_list_template = "admin/decisions.html"
    page_template = "admin/decision.html"
    search_hint = _("Blog, address or a word")
    deeds = DECISIONS
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-decided_at", "pk")),
        "oldest": (_("Oldest"), ("decided_at", "pk")),
    }
    list_filter = (
        choice(
            "appeal",
            _("Appeal"),
            {s.value: (s.label, partial(_appeal, state=s)) for s in AppealState},
            tabs=True,
        ),
        choice("ground", _("Why"), {g.value: (g.label, partial(_on, ground=g)) for g in Ground}),
        order(orders),
    )

    @property
    def band_title(self) -> str:
        return gettext("Reports")

    def rows(self) -> QuerySet[Any]:
        first = Domain.objects.filter(tenant=OuterRef("tenant"), is_primary=True)
        address = Subquery(first.values("domain")[:1])
        known = Decision.objects.select_related("tenant", "decided_by", "answered_by")
        return known.annotate(address=address)

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        words = Q(reason__icontains=term) | Q(appeal__icontains=term)
        return rows.filter(words | Q(tenant__name__icontains=term) | Q(address__icontains=term))

    def counts(self) -> dict[str, int]:
        found = dict(Decision.objects.values_list("appeal_state").annotate(Count("pk")))
        return {"": sum(found.values()), **{s.value: found.get(s.value, 0) for s in AppealState}}

    def about(self, row: Any) -> dict[str, Any]:
        return super().about(row) | {
            "reports": row.reports.filter(tenant=row.tenant_id).order_by("sent_at"),
            "title": gettext("A decision about %(name)s") % {"name": row.tenant},
        }
