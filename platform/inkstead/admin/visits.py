"""Visits of admins in studios: who, where, as whom, why, and what was looked at."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin import register
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inkstead.admin.deed import Deed
from inkstead.admin.deed_room import DeedRoom
from inkstead.admin.filters import choice, order
from inkstead.admin.site import site
from inkstead.admin.visit_deeds import VISITS
from kit.origins import blog_url
from tenants.history import requests_of
from tenants.models import Domain
from tenants.visits.models import Visit


def _over(rows: Any) -> Any:
    return rows.filter(Q(ended_at__isnull=False) | Q(ends_at__lte=timezone.now()))


@register(Visit, site=site)
class Visits(DeedRoom):
    """A visit begins on its page: the link there leads to the blog's own door."""

    folder = "visits"
    place = 9
    in_band = False  # the audit, blogs and people lead here
    title = _("Visits")
    change_list_template = "admin/visits.html"
    page_template = "admin/visit.html"
    search_hint = _("Blog, name, e-mail or a word of the reason")
    deeds = VISITS
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-asked_at", "pk")),
    }
    list_filter = (
        choice(
            "state",
            _("State"),
            {
                "running": (_("Going on"), lambda rows: rows.running()),
                "over": (_("Over"), _over),
            },
            tabs=True,
        ),
        order(orders),
    )

    @property
    def band_title(self) -> str:
        return gettext("Audit")

    @property
    def bulk_deeds(self) -> list[Deed]:
        return []  # one at a time

    def rows(self) -> QuerySet[Any]:
        return Visit.objects.all().told()

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        people = Q(admin__email__icontains=term) | Q(person__email__icontains=term)
        names = Q(person__name__icontains=term) | Q(tenant__name__icontains=term)
        return rows.filter(people | names | Q(reason__icontains=term))

    def page(self, request: HttpRequest, pk: Any) -> HttpResponseBase:
        row = self.one(pk)
        asked = requests_of(row, number=request.GET.get("page"))
        return self.show(request, self.page_template, **self.about(row), asked=asked)

    def about(self, row: Visit) -> dict[str, Any]:
        here = {"door": door_of(row), "leaves": Visit.objects.of(row.admin).first()}
        return super().about(row) | (here if row.may_begin else {})


def door_of(visit: Visit) -> str:
    """Where its admin goes in: the hand-off of everybody, which looks once more who it is."""
    host = Domain.objects.get(tenant=visit.tenant_id, is_primary=True).domain
    path = reverse("login", urlconf=settings.ROOT_URLCONF)
    return blog_url(host, f"{path}?{urlencode({'visit': visit.pk})}")
