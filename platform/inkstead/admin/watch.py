"""Blogs that somebody should look at, those with the most signs of spam first."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib import messages
from django.contrib.admin import register
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from inkstead.admin.filters import choice, order
from inkstead.admin.panels import Panel, register_panel
from inkstead.admin.review import ReviewQueue
from inkstead.admin.rooms import Room
from inkstead.admin.site import site
from inkstead.admin.watch_forms import WatchForm
from tenants.actions.change_watch import change_watch
from tenants.models import Domain, State, Tenant
from tenants.watch.keep import current_rules
from tenants.watch.models import HIGH, Score


def signs_of(tenant: Tenant, request: HttpRequest) -> Score | None:
    """What was found when the blog was looked at last."""
    return Score.objects.filter(tenant=tenant).first()


register_panel(
    Panel(
        name="signs",
        title=_("Signs of spam"),
        template="admin/panels/signs.html",
        place=45,
        about=signs_of,
    )
)


def _high(rows: Any) -> Any:
    return rows.filter(points__gte=HIGH)


def _untrusted(rows: Any) -> Any:
    return rows.filter(tenant__trusted=False)


@register(Score, site=site)
class Watch(Room):
    """A score decides nothing: each blog's own page has what can be done. `rules/` is beside it."""

    folder = "watch"
    place = 2
    in_band = False  # Review leads here
    title = _("Signs of spam")
    change_list_template = "admin/watch.html"
    search_hint = _("Name or address")
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "points": (_("Most signs"), ("-points", "pk")),
        "newest": (_("Looked at last"), ("-scored_at", "pk")),
    }
    list_filter = (
        choice(
            "show",
            _("Show"),
            {"high": (_("Many signs"), _high), "untrusted": (_("Not trusted"), _untrusted)},
            tabs=True,
        ),
        order(orders),
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        rules = require_http_methods(["GET", "HEAD", "POST"])(self.rules)
        return [
            path("", view(require_safe(self.changelist_view)), name="watch"),
            path("rules/", view(rules), name="watch_rules"),
        ]

    @property
    def band_title(self) -> str:
        return str(ReviewQueue.title)

    def rows(self) -> QuerySet[Any]:
        first = Domain.objects.filter(tenant=OuterRef("pk"), is_primary=True)
        shown = Score.objects.filter(tenant__state__in=[State.READY, State.SUSPENDED])
        address = Subquery(first.values("domain")[:1])
        return shown.select_related("tenant", "tenant__stats").annotate(address=address)

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        return rows.filter(tenant__in=Tenant.objects.found_by(term).values("pk"))

    def counts(self) -> dict[str, int]:
        rows = self.rows()
        high, untrusted = _high(rows).count(), _untrusted(rows).count()
        return {"": rows.count(), "high": high, "untrusted": untrusted}

    def rules(self, request: HttpRequest) -> HttpResponseBase:
        """Show what is looked for; save it, with a reason."""
        form = WatchForm(request.POST) if request.method == "POST" else None
        if form is not None and form.is_valid():
            change_watch(by=cast(User, request.user), **form.cleaned_data)
            messages.success(request, gettext("The rules are saved, and hold from now on."))
            return HttpResponseRedirect(reverse("admin:watch_rules"))
        context = {
            "form": form or WatchForm.showing(current_rules()),
            "title": gettext("Rules against spam"),
        }
        return self.show(request, "admin/watch_rules.html", 422 if form else 200, **context)
