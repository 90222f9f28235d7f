"""Reports about pages of blogs: the oldest that waits comes first."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.contrib.admin import register
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from inkstead.admin.deed_room import DeedRoom
from inkstead.admin.filters import choice, order
from inkstead.admin.site import site
from inkstead.admin.watch_deeds import REPORTS
from kit.origins import blog_url
from tenants.models import Domain
from tenants.watch.reports import Category, Report, ReportState


def _in(rows: Any, *, state: ReportState) -> Any:
    return rows.filter(state=state)


def _about(rows: Any, *, category: Category) -> Any:
    return rows.filter(category=category)


@register(Report, site=site)
class Reports(DeedRoom):
    """What is done to a blog is done on its own page; here the report is closed."""

    folder = "reports"
    place = 2
    title = _("Reports")
    change_list_template = "admin/reports.html"
    page_template = "admin/report.html"
    search_hint = _("Blog, address, e-mail or a word")
    deeds = REPORTS
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "oldest": (_("Oldest"), ("sent_at", "pk")),
        "newest": (_("Newest"), ("-sent_at", "pk")),
    }
    list_filter = (
        choice(
            "state",
            _("State"),
            {s.value: (s.label, partial(_in, state=s)) for s in ReportState},
            tabs=True,
        ),
        choice(
            "category",
            _("What is wrong"),
            {c.value: (c.label, partial(_about, category=c)) for c in Category},
        ),
        order(orders),
    )

    def rows(self) -> QuerySet[Any]:
        first = Domain.objects.filter(tenant=OuterRef("tenant"), is_primary=True)
        address = Subquery(first.values("domain")[:1])
        return Report.objects.select_related("tenant", "decided_by", "decision").annotate(
            address=address
        )

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        words = Q(text__icontains=term) | Q(email__icontains=term) | Q(path__icontains=term)
        return rows.filter(words | Q(tenant__name__icontains=term) | Q(address__icontains=term))

    def counts(self) -> dict[str, int]:
        found = dict(Report.objects.values_list("state").annotate(Count("pk")))
        return {"": sum(found.values()), **{s.value: found.get(s.value, 0) for s in ReportState}}

    def about(self, row: Any) -> dict[str, Any]:
        others = Report.objects.filter(tenant=row.tenant).exclude(pk=row.pk).count()
        return super().about(row) | {
            "url": blog_url(row.address or "", row.path),
            "others": others,
        }
