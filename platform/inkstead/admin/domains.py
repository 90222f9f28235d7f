"""Domains of people's own, on all blogs: which work, which wait, and what is wrong with others."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.contrib.admin import register
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from inkstead.admin.blogs import Blogs
from inkstead.admin.filters import choice, order
from inkstead.admin.rooms import Room
from inkstead.admin.site import site
from tenants.domains.findings import sentence
from tenants.domains.models import ClaimState, DomainClaim
from tenants.models import Tenant

WRONG = Q(failing_since__isnull=False) | Q(state=ClaimState.LAPSED)


def _in(rows: Any, *, state: ClaimState) -> Any:
    return rows.filter(state=state)


def _wrong(rows: Any) -> Any:
    return rows.filter(WRONG)


@register(DomainClaim, site=site)
class Domains(Room):
    """Read, never changed: a domain is its owner's, and DNS says the rest."""

    folder = "domains"
    place = 8
    in_band = False  # Blogs leads here
    title = _("Domains")
    change_list_template = "admin/domains.html"
    search_hint = _("Domain, or name or address of a blog")
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-added_at", "pk")),
        "failing": (_("Fails the longest"), (F("failing_since").asc(nulls_last=True), "pk")),
        "name": (_("Name"), ("domain", "pk")),
    }
    list_filter = (
        choice(
            "state",
            _("State"),
            {
                "wrong": (_("Something is wrong"), _wrong),
                **{s.value: (s.label, partial(_in, state=s)) for s in ClaimState},
            },
            tabs=True,
        ),
        order(orders),
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [path("", view(require_safe(self.changelist_view)), name=self.folder)]

    @property
    def band_title(self) -> str:
        return str(Blogs.title)

    def rows(self) -> QuerySet[Any]:
        return DomainClaim.objects.select_related("tenant")

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        blogs = Tenant.objects.found_by(term).values("pk")
        return rows.filter(Q(domain__icontains=term) | Q(tenant__in=blogs))

    def counts(self) -> dict[str, int]:
        found = dict(DomainClaim.objects.values_list("state").order_by().annotate(Count("pk")))
        wrong = DomainClaim.objects.filter(WRONG).count()
        states = {state.value: found.get(state.value, 0) for state in ClaimState}
        return {"": sum(found.values()), "wrong": wrong, **states}

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changes = super().get_changelist_instance(request)
        changes.lines = [
            {"claim": claim, "reasons": [sentence(one) for one in claim.found]}
            for claim in changes.result_list
        ]
        return changes
